package matryoshka.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON, parsed strictly: different readers could understand duplicate members differently. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers that are read and sent back must not change.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** Parses an object; empty if these bytes are none. */
    public static Optional<ObjectNode> object(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException malformed) {
            // Without the cause, which may quote a token.
            return Optional.empty();
        }
    }

    /** Parses any single value; empty if the text is none. */
    public static Optional<JsonNode> value(byte[] bytes) {
        try {
            return Optional.of(MAPPER.readTree(bytes)).filter(value -> !value.isMissingNode());
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Formats on several lines, for people too. */
    public static String pretty(JsonNode json) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree cannot be written", impossible);
        }
    }

    /** Formats a value for people: a text without quotes, anything else as JSON; printable. */
    public static String plain(JsonNode value) {
        return Printable.of(value.isTextual() ? value.textValue() : value.toString());
    }

    /** Returns the texts of a member that is one text or an array; skips other values. */
    public static List<String> texts(JsonNode member) {
        return member.isTextual()
                ? List.of(member.textValue())
                : StreamSupport.stream(member.spliterator(), false)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .toList();
    }

    /** Joins the texts of a list with spaces. */
    public static JsonNode words(JsonNode list) {
        return TextNode.valueOf(String.join(" ", texts(list)));
    }
}

package matryoshka.service.platform.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds one line, as text and as JSON: what happened, and its members in the order in which they are added. */
final class AuditLine {
    /** Stands in text for a value that is not known. */
    private static final String NONE = "-";

    private final String event;
    private final StringBuilder text;
    private final ObjectNode members = JsonNodeFactory.instance.objectNode();

    /** @param event what happened, in a few fixed words */
    AuditLine(String event) {
        this(event, event);
    }

    private AuditLine(String event, String text) {
        this.event = event;
        this.text = new StringBuilder(text);
    }

    /** Reports that lines about refusals of one kind were left out. */
    static AuditLine omitted(String kind, long lines, long seconds) {
        return new AuditLine(
                        kind + " refused: lines omitted",
                        kind + " refused: " + lines + " more within " + seconds + " s, left out here")
                .onlyJson("lines", lines)
                .onlyJson("seconds", seconds);
    }

    /** Adds a member, as it is. The value must be free of line breaks; null is {@code -} in text. */
    AuditLine with(String name, @Nullable Object value) {
        text.append(' ').append(name).append('=').append(value == null ? NONE : value);
        return onlyJson(name, value);
    }

    /** Adds a member, in text in quotes and escaped as in JSON: a value that can have spaces. */
    AuditLine quoted(String name, String value) {
        text.append(' ').append(name).append('=').append(new TextNode(value));
        return onlyJson(name, value);
    }

    /** Adds a member that only JSON has. */
    AuditLine onlyJson(String name, @Nullable Object value) {
        members.set(name, json(value));
        return this;
    }

    private static JsonNode json(@Nullable Object value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        if (value instanceof Collection<?> values) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(one -> array.add(json(one)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        return value instanceof Number number ? LongNode.valueOf(number.longValue()) : new TextNode(value.toString());
    }

    /**
     * Returns the line as a JSON object.
     *
     * @param request members that tell from which request it comes
     */
    String json(Instant time, Map<String, String> request) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", time.toString())
                .put("event", event.replaceAll("[: ]+", "_").replace('-', '_'));
        line.setAll(members);
        request.forEach(line::put);
        return line.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package matryoshka.service.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;

/** The two spellings of a document. What one of them can say, the other can. */
public enum DocumentFormat {
    JSON(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(Limits.CONSTRAINTS)
            .build()),

    YAML(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(Limits.CONSTRAINTS)
            .loaderOptions(Limits.yaml())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build()) {
        @Override
        JsonParser parser(byte[] body) throws IOException {
            return new PlainYamlParser((YAMLParser) super.parser(body));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // configured once, here
    private final ObjectMapper mapper;

    DocumentFormat(JsonFactory factory) {
        mapper = new ObjectMapper(factory).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    JsonParser parser(byte[] body) throws IOException {
        return mapper.createParser(body);
    }

    /**
     * Reads exactly one value. Its size is for the sender of the bytes to bound; depth and the length of names, strings and numbers
     * are bounded here.
     */
    public JsonNode parse(byte[] body) throws DocumentSyntaxException {
        try (JsonParser parser = parser(body)) {
            return parse(parser);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault); // not from bytes in memory
        }
    }

    private JsonNode parse(JsonParser parser) throws IOException, DocumentSyntaxException {
        try {
            if (parser.nextToken() == null) {
                throw DocumentSyntaxException.at(parser.currentLocation(), "The body is empty.");
            }
            JsonNode value = mapper.readTree(parser);
            if (parser.nextToken() != null) {
                throw DocumentSyntaxException.at(
                        parser.currentTokenLocation(), "Something follows where the document should end.");
            }
            return value;
        } catch (JacksonException fault) {
            throw DocumentSyntaxException.of(fault, parser.currentLocation());
        }
    }

    /** The bytes of a value, in UTF-8. */
    public byte[] print(JsonNode value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a value that cannot be printed", impossible);
        }
    }

    /** In a class of their own, since an enum's constants are made before its static fields. */
    private static final class Limits {
        private static final int DEPTH = 50;
        private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNameLength(1_000)
                .maxStringLength(100_000)
                .maxNumberLength(100)
                .build();

        private static LoaderOptions yaml() {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(DEPTH);
            options.setCodePointLimit(Integer.MAX_VALUE);
            return options;
        }
    }
}

package matryoshka.service.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The two spellings of a document. What one of them can say, the other can. */
public enum DocumentFormat {
    JSON(() -> JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(constraints())
            .build()),
    YAML(() -> new PlainYamlFactory(constraints()));

    /** A factory keeps the names that its parsers have met: so each document has its own. */
    @SuppressWarnings("ImmutableEnumChecker") // configured once, here
    private final Supplier<JsonFactory> factories;

    @SuppressWarnings("ImmutableEnumChecker") // configured once, here
    private final ObjectMapper mapper;

    DocumentFormat(Supplier<JsonFactory> factories) {
        this.factories = factories;
        mapper = new ObjectMapper(factories.get())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                // Many a YAML parser takes 1E+30 for a string.
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    private static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(50)
                .maxNameLength(100_000)
                .maxStringLength(100_000)
                .maxNumberLength(100)
                .build();
    }

    /**
     * Reads exactly one value of what we have written ourselves, or is small. The depth of it and the length of names, strings and numbers
     * are bounded here, the number of bytes is for the caller to bound.
     */
    public JsonNode parse(byte[] body) throws DocumentSyntaxException {
        try (JsonParser parser = factories.get().createParser(body)) {
            return parse(parser);
        } catch (IOException unreadable) {
            throw syntax(unreadable);
        }
    }

    /**
     * Reads exactly one value of anybody's, and stops where it is too much.
     *
     * @param room what it takes of memory is asked for while it is read
     * @throws TooManyElementsException when it holds more than it may
     */
    public JsonNode parse(byte[] body, ElementLimits limits, Room room)
            throws DocumentSyntaxException, TooManyElementsException {
        room.take(CountingParser.BYTES_PER_BYTE * body.length);
        try (JsonParser parser = new CountingParser(factories.get().createParser(body), limits, room)) {
            return parse(parser);
        } catch (CountingParser.Exceeded tooMuch) {
            throw tooMuch.reason();
        } catch (IOException unreadable) {
            throw syntax(unreadable);
        }
    }

    private static DocumentSyntaxException syntax(IOException unreadable) {
        return unreadable instanceof JacksonException fault
                ? DocumentSyntaxException.of(fault)
                : DocumentSyntaxException.at(JsonLocation.NA, "The body is not text in UTF-8.");
    }

    private JsonNode parse(JsonParser parser) throws IOException, DocumentSyntaxException {
        if (parser.nextToken() == null) {
            throw DocumentSyntaxException.at(parser.currentLocation(), "The body is empty.");
        }
        JsonNode value = mapper.readTree(parser);
        if (parser.nextToken() != null) {
            throw DocumentSyntaxException.at(
                    parser.currentTokenLocation(), "Something follows where the document should end.");
        }
        return value;
    }

    /** What is written part by part. */
    @FunctionalInterface
    public interface Written {
        void to(JsonGenerator generator) throws IOException;
    }

    /** The bytes of a value that is written part by part, in UTF-8. */
    public byte[] printParts(Written value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = mapper.createGenerator(bytes)) {
            value.to(generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return bytes.toByteArray();
    }

    /** The bytes of a value, in UTF-8. */
    public byte[] print(JsonNode value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a value that cannot be printed", impossible);
        }
    }
}

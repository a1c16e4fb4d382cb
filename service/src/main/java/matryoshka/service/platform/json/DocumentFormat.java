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

/** The two formats of a document. Each can express everything that the other can. */
public enum DocumentFormat {
    JSON(() -> JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(constraints())
            .build()),
    YAML(() -> new PlainYamlFactory(constraints()));

    /** A factory keeps the names that its parsers have read, so each document gets its own. */
    @SuppressWarnings("ImmutableEnumChecker") // configured once, here
    private final Supplier<JsonFactory> factories;

    @SuppressWarnings("ImmutableEnumChecker") // configured once, here
    private final ObjectMapper mapper;

    DocumentFormat(Supplier<JsonFactory> factories) {
        this.factories = factories;
        mapper = new ObjectMapper(factories.get())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                // Many YAML parsers read 1E+30 as a string.
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
     * Parses exactly one value that this issuer wrote, or that is small. Bounds the depth and the length of names, strings and numbers; the
     * caller bounds the number of bytes.
     */
    public JsonNode parse(byte[] body) throws DocumentSyntaxException {
        try (JsonParser parser = factories.get().createParser(body)) {
            return parse(parser);
        } catch (IOException unreadable) {
            throw syntax(unreadable);
        }
    }

    /**
     * Parses exactly one value that this issuer wrote, and that can be read with every request. Remembers the names in it for the next one,
     * which is faster; Jackson bounds how many.
     */
    public JsonNode parseOwn(byte[] written) throws DocumentSyntaxException {
        try (JsonParser parser = mapper.getFactory().createParser(written)) {
            return parse(parser);
        } catch (IOException unreadable) {
            throw syntax(unreadable);
        }
    }

    /**
     * Parses exactly one value from any source, and stops when it contains too much.
     *
     * @param room provides the memory, on request during parsing
     * @throws TooManyElementsException if the value contains more than allowed
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
                : DocumentSyntaxException.at(JsonLocation.NA, "The body is not UTF-8 text.");
    }

    private JsonNode parse(JsonParser parser) throws IOException, DocumentSyntaxException {
        if (parser.nextToken() == null) {
            throw DocumentSyntaxException.at(parser.currentLocation(), "The body is empty.");
        }
        JsonNode value = mapper.readTree(parser);
        if (parser.nextToken() != null) {
            throw DocumentSyntaxException.at(
                    parser.currentTokenLocation(), "The body continues after the end of the document.");
        }
        return value;
    }

    /** A value that is written in parts. */
    @FunctionalInterface
    public interface Written {
        void to(JsonGenerator generator) throws IOException;
    }

    /** Returns the UTF-8 bytes of a value that is written in parts. */
    public byte[] printParts(Written value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = mapper.createGenerator(bytes)) {
            value.to(generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return bytes.toByteArray();
    }

    /** Returns the UTF-8 bytes of a value. */
    public byte[] print(JsonNode value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a value that cannot be printed", impossible);
        }
    }
}

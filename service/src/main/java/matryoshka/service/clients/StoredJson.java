package matryoshka.service.clients;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.GraphDocumentWriter;
import matryoshka.service.document.ObjectCursor;

/** JSON objects as they are kept with a client: checked when they came in, so that anything odd in them is an error of ours. */
final class StoredJson {
    /** A number that came as 1E+308 is kept, and comes back, with all its digits. */
    private static final int MAX_NUMBER_CHARS = 1_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_NUMBER_CHARS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private StoredJson() {}

    /** The one way to write an object: sorted, without white space. */
    static String print(Map<String, Object> object) {
        return new String(DocumentFormat.JSON.print(GraphDocumentWriter.value(object)), StandardCharsets.UTF_8);
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("stored JSON is not as it was written", fault);
        }
    }

    static SortedMap<String, Object> object(String json) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(parse(json), "", violations);
        SortedMap<String, Object> values = cursor == null ? Sorted.map(Map.of()) : cursor.values();
        if (!violations.isEmpty()) {
            throw new IllegalStateException("stored JSON is not as it was written: " + violations);
        }
        return values;
    }
}

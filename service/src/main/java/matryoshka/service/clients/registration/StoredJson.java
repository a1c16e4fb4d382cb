package matryoshka.service.clients.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.JsonValues;
import matryoshka.service.platform.json.ObjectCursor;

/**
 * JSON objects that only this issuer writes, stored with a registration or signed in a token. They were validated when they came in, so
 * anything odd in them is a bug.
 */
public final class StoredJson {
    private StoredJson() {}

    /** Writes an object in its canonical form: sorted, without white space. */
    public static String print(Map<String, Object> object) {
        return new String(DocumentFormat.JSON.print(JsonValues.node(object)), StandardCharsets.UTF_8);
    }

    public static JsonNode parse(String json) {
        try {
            return DocumentFormat.JSON.parseOwn(json.getBytes(StandardCharsets.UTF_8));
        } catch (DocumentSyntaxException fault) {
            throw new IllegalStateException("stored JSON cannot be read back", fault);
        }
    }

    public static SortedMap<String, Object> object(String json) {
        return object(parse(json));
    }

    public static SortedMap<String, Object> object(JsonNode json) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(json, violations);
        SortedMap<String, Object> values = cursor == null ? Sorted.map(Map.of()) : cursor.values();
        if (!violations.isEmpty()) {
            throw new IllegalStateException("stored JSON cannot be read back: " + violations);
        }
        return values;
    }
}

package matryoshka.service.graph.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.graph.validation.Violations;
import matryoshka.service.platform.json.ClaimReader;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.json.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads graph documents from JSON values, strictly, and reports all violations. Checks only the form; the graph's own rules check how the
 * members relate to each other. Rules reported here: {@code wrong-type}, {@code unknown-member}, {@code required}, {@code text},
 * {@code duplicate}, {@code duration}, {@code sharing}, {@code excess}, {@code key}, {@code private-key}, {@code number},
 * {@code invariant-form}.
 */
public final class GraphDocumentReader {
    private GraphDocumentReader() {}

    /** Reads a whole document from bytes. */
    public static ReadDocument read(byte[] body, DocumentFormat format) throws DocumentSyntaxException {
        return read(format.parse(body));
    }

    /** Reads a whole document. */
    public static ReadDocument read(JsonNode root) {
        List<Violation> violations = new Violations();
        ObjectCursor cursor = ObjectCursor.of(root, violations);
        if (cursor == null) {
            return new ReadDocument(GraphDocument.EMPTY, violations);
        }
        GraphDocument document = new GraphDocument(
                entries(cursor.object("services"), ServiceReader::service),
                entries(cursor.object("dependencies"), DependencyReader::dependency),
                entries(cursor.object("invariants"), InvariantReader::invariant));
        cursor.refuseOthers();
        return new ReadDocument(document, violations);
    }

    /** Reads one service; the pointer is the position of the value. */
    public static ReadElement<Service> service(String name, JsonNode value, Pointer pointer) {
        return element(violations -> ServiceReader.service(name, value, pointer, violations));
    }

    /** Reads one dependency; the pointer is the position of the value. */
    public static ReadElement<Dependency> dependency(String name, JsonNode value, Pointer pointer) {
        return element(violations -> DependencyReader.dependency(name, value, pointer, violations));
    }

    /** Reads one invariant; the pointer is the position of the value. */
    public static ReadElement<Invariant> invariant(String name, JsonNode value, Pointer pointer) {
        return element(violations -> InvariantReader.invariant(name, value, pointer, violations));
    }

    /** Reads the {@code scopes} of a service. */
    public static ReadElement<SortedMap<String, String>> scopes(JsonNode value, Pointer pointer) {
        return element(violations -> ServiceReader.scopes(ObjectCursor.of(value, pointer, violations)));
    }

    /** Reads the {@code keys} of a service. */
    public static ReadElement<ServiceKeys> keys(JsonNode value, Pointer pointer) {
        return element(violations -> ServiceReader.keys(ObjectCursor.of(value, pointer, violations)));
    }

    /** Reads the {@code claims} of a dependency. */
    public static ReadElement<ClaimRules> claims(JsonNode value, Pointer pointer) {
        return element(violations -> ClaimReader.rules(ObjectCursor.of(value, pointer, violations)));
    }

    /** Reads the {@code parameters} of a dependency: patterns by name. */
    public static ReadElement<SortedMap<String, String>> parameters(JsonNode value, Pointer pointer) {
        return element(violations -> TermsReader.parameters(ObjectCursor.of(value, pointer, violations)));
    }

    private static <V> SortedMap<String, V> entries(@Nullable ObjectCursor cursor, ObjectCursor.EntryReader<V> reader) {
        return cursor == null ? Sorted.map(Map.of()) : cursor.entries(reader);
    }

    private static <T> ReadElement<T> element(Function<List<Violation>, @Nullable T> read) {
        List<Violation> violations = new Violations();
        Optional<T> element = Optional.ofNullable(read.apply(violations));
        return new ReadElement<>(element, violations);
    }
}

package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.graph.document.ReadDocument;

/**
 * Applies a JSON Merge Patch (RFC 7396) to the JSON form of a graph document. Writes, merges and reads only the elements that the patch
 * names, so that a small change of a large graph is cheap.
 */
final class PatchDocument {
    private final JsonNode patch;
    /** The named elements in their new state, as a document of their own. */
    private final ObjectNode named = JsonNodeFactory.instance.objectNode();

    private PatchDocument(JsonNode patch) {
        this.patch = patch;
    }

    /** Returns the patched document, as far as it can be read. */
    static ReadDocument apply(GraphDocument current, JsonNode patch) {
        return patch.isObject() ? new PatchDocument(patch).of(current) : GraphDocumentReader.read(patch);
    }

    private ReadDocument of(GraphDocument current) {
        var services = kept("services", current.services(), GraphDocumentWriter::service);
        var dependencies = kept("dependencies", current.dependencies(), GraphDocumentWriter::dependency);
        var invariants = kept("invariants", current.invariants(), GraphDocumentWriter::invariant);
        patch.properties().forEach(member -> {
            if (!named.has(member.getKey()) && !member.getValue().isNull() && !isSection(member.getKey())) {
                named.set(member.getKey(), member.getValue());
            }
        });
        ReadDocument read = GraphDocumentReader.read(named);
        services.putAll(read.document().services());
        dependencies.putAll(read.document().dependencies());
        invariants.putAll(read.document().invariants());
        return new ReadDocument(new GraphDocument(services, dependencies, invariants), read.violations());
    }

    private static boolean isSection(String member) {
        return member.equals("services") || member.equals("dependencies") || member.equals("invariants");
    }

    /** Returns the elements of a section that do not change. Puts the others among the named ones. */
    private <E> SortedMap<String, E> kept(String section, SortedMap<String, E> current, Function<E, ObjectNode> write) {
        JsonNode changes = patch.path(section);
        if (changes.isMissingNode()) {
            return new TreeMap<>(current);
        }
        if (!changes.isObject()) {
            if (!changes.isNull()) {
                named.set(section, changes);
            }
            return new TreeMap<>();
        }
        SortedMap<String, E> kept = new TreeMap<>(current);
        ObjectNode merged = named.putObject(section);
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            E before = kept.remove(change.getKey());
            if (!change.getValue().isNull()) {
                JsonNode target = before == null ? JsonNodeFactory.instance.missingNode() : write.apply(before);
                merged.set(change.getKey(), MergePatch.apply(target, change.getValue()));
            }
        }
        return kept;
    }
}

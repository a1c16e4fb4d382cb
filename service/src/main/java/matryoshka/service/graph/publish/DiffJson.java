package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.service.graph.document.GraphDocumentWriter;

/**
 * Writes a diff as JSON: for services, dependencies and invariants, what was added, removed and changed; for changes, each member before
 * and after.
 */
public final class DiffJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DiffJson() {}

    public static ObjectNode of(GraphDiff diff) {
        ObjectNode json = JSON.objectNode();
        json.set("services", elements(diff.services(), GraphDocumentWriter::service));
        json.set("dependencies", elements(diff.dependencies(), GraphDocumentWriter::dependency));
        json.set("invariants", elements(diff.invariants(), GraphDocumentWriter::invariant));
        return json;
    }

    /** Writes the parts of a change that give authority away: over which service, by what change to which dependency or service, and whose consent that takes. */
    public static ArrayNode powerGiven(List<AuthorityWidening> given) {
        ArrayNode json = JSON.arrayNode();
        given.forEach(power -> {
            ObjectNode entry = json.addObject()
                    .put("service", power.service())
                    .put("element", power.element())
                    .put("kind", power.kind().word())
                    .put("message", power.sentence());
            power.owners().forEach(entry.putArray("owners")::add);
        });
        return json;
    }

    private static <T> ObjectNode elements(ElementsDiff<T> diff, Function<T, ObjectNode> write) {
        ObjectNode json = JSON.objectNode();
        ObjectNode added = json.putObject("added");
        diff.added().forEach((name, element) -> added.set(name, write.apply(element)));
        ObjectNode removed = json.putObject("removed");
        diff.removed().forEach((name, element) -> removed.set(name, write.apply(element)));
        ObjectNode changed = json.putObject("changed");
        diff.changed()
                .forEach((name, change) ->
                        changed.set(name, members(write.apply(change.before()), write.apply(change.after()))));
        return json;
    }

    private static ObjectNode members(ObjectNode before, ObjectNode after) {
        SortedSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        ObjectNode json = JSON.objectNode();
        for (String name : names) {
            JsonNode earlier = before.path(name);
            JsonNode later = after.path(name);
            if (!earlier.equals(later)) {
                ObjectNode member = json.putObject(name);
                put(member, "before", earlier);
                put(member, "after", later);
            }
        }
        return json;
    }

    private static void put(ObjectNode member, String name, JsonNode value) {
        member.set(name, value instanceof MissingNode ? JSON.nullNode() : value);
    }
}

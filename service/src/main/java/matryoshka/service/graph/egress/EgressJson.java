package matryoshka.service.graph.egress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.service.graph.versions.GraphVersion;

/** Writes the egress of a service: an entry for each callee and sharing, with the union of what these dependencies grant. */
final class EgressJson {
    private EgressJson() {}

    private record Key(String callee, Sharing sharing) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::callee).thenComparing(Key::sharing);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    static ObjectNode of(GraphVersion graph, String service) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", graph.version()).put("service", service);
        ArrayNode egress = json.putArray("egress");
        grants(graph.document(), service).forEach((key, scopes) -> {
            // The issuer's own service is in no document, and no dependency leads to it.
            Service callee = graph.document().services().get(key.callee());
            if (callee != null) {
                egress.add(entry(callee, key.sharing(), scopes));
            }
        });
        return json;
    }

    private static SortedMap<Key, Scopes> grants(GraphDocument document, String service) {
        SortedMap<Key, Scopes> grants = new TreeMap<>();
        document.dependencies().values().stream()
                .filter(dependency -> dependency.from().equals(service))
                .forEach(dependency -> grants.merge(
                        new Key(dependency.to(), dependency.sharing()),
                        dependency.grants(),
                        (some, others) -> some.union(others)));
        return grants;
    }

    private static ObjectNode entry(Service callee, Sharing sharing, Scopes scopes) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("service", callee.name()).put("audience", callee.effectiveAudience());
        callee.hosts().forEach(entry.putArray("hosts")::add);
        scopes.forEach(entry.putArray("scopes")::add);
        return entry.put("sharing", sharing.word());
    }
}

package matryoshka.graph.power;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;

/**
 * The names that a change of the graph releases or takes into use, each with its service. A name that moves from one service to another is
 * neither.
 *
 * @param released names that only the earlier document has
 * @param taken names that only the later one has
 */
public record NameChanges(SortedMap<GraphName, String> released, SortedMap<GraphName, String> taken) {

    /** For a change that leaves all services alone. */
    public static final NameChanges NONE = new NameChanges(Collections.emptySortedMap(), Collections.emptySortedMap());

    public NameChanges {
        released = Collections.unmodifiableSortedMap(new TreeMap<>(released));
        taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
    }

    public static NameChanges between(GraphDocument before, GraphDocument after) {
        // An unchanged service has its names in both documents: nobody else released or took them.
        Map<GraphName, String> earlier = GraphName.of(differing(before, after));
        Map<GraphName, String> later = GraphName.of(differing(after, before));
        return new NameChanges(without(earlier, later), without(later, earlier));
    }

    private static List<Service> differing(GraphDocument document, GraphDocument other) {
        return document.services().values().stream()
                .filter(service -> !service.equals(other.services().get(service.name())))
                .toList();
    }

    private static SortedMap<GraphName, String> without(Map<GraphName, String> names, Map<GraphName, String> others) {
        SortedMap<GraphName, String> left = new TreeMap<>(names);
        left.keySet().removeAll(others.keySet());
        return left;
    }
}

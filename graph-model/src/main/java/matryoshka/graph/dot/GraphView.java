package matryoshka.graph.dot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sorted;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.diff.GraphDiff;

/**
 * The content of a diagram of a graph.
 *
 * @param services by name
 * @param dependencies by name
 */
public record GraphView(SortedMap<String, Shown<Service>> services, SortedMap<String, Shown<Dependency>> dependencies) {

    /** An element with its mark. */
    public record Shown<T>(T element, Mark mark) {}

    public GraphView {
        services = Sorted.map(services);
        dependencies = Sorted.map(dependencies);
    }

    /** Shows a whole graph, without marks. */
    public static GraphView of(GraphDocument document) {
        return between(document, document);
    }

    /** Combines two graphs: removed elements appear as they were before, all others as they are after. */
    public static GraphView between(GraphDocument before, GraphDocument after) {
        GraphDiff diff = GraphDiff.between(before, after);
        return new GraphView(
                shown(after.services(), diff.services()), shown(after.dependencies(), diff.dependencies()));
    }

    private static <T> SortedMap<String, Shown<T>> shown(Map<String, T> after, ElementsDiff<T> diff) {
        SortedMap<String, Shown<T>> shown = new TreeMap<>();
        after.forEach((name, element) -> {
            Mark mark = diff.added().containsKey(name)
                    ? Mark.ADDED
                    : diff.changed().containsKey(name) ? Mark.CHANGED : Mark.SAME;
            shown.put(name, new Shown<>(element, mark));
        });
        diff.removed().forEach((name, element) -> shown.put(name, new Shown<>(element, Mark.REMOVED)));
        return shown;
    }

    /** Restricts the view to the services that are at most this many dependencies away from a service, in any direction. */
    public GraphView around(String service, int hops) {
        if (!services.containsKey(service)) {
            return new GraphView(Sorted.map(Map.of()), Sorted.map(Map.of()));
        }
        Map<String, List<String>> neighbours = new HashMap<>();
        dependencies.values().forEach(shown -> {
            Dependency edge = shown.element();
            neighbours.computeIfAbsent(edge.from(), name -> new ArrayList<>()).add(edge.to());
            neighbours.computeIfAbsent(edge.to(), name -> new ArrayList<>()).add(edge.from());
        });
        Set<String> near = new HashSet<>(Set.of(service));
        List<String> rim = List.of(service);
        for (int hop = 0; hop < hops && !rim.isEmpty(); hop++) {
            rim = rim.stream()
                    .flatMap(name -> neighbours.getOrDefault(name, List.of()).stream())
                    .filter(near::add)
                    .toList();
        }
        SortedMap<String, Shown<Service>> nearServices = new TreeMap<>(services);
        nearServices.keySet().retainAll(near);
        SortedMap<String, Shown<Dependency>> between = new TreeMap<>(dependencies);
        between.values()
                .removeIf(shown -> !near.contains(shown.element().from())
                        || !near.contains(shown.element().to()));
        return new GraphView(nearServices, between);
    }

    /** Returns the services by security context. */
    SortedMap<String, List<Shown<Service>>> byContext() {
        SortedMap<String, List<Shown<Service>>> contexts = new TreeMap<>();
        services.values()
                .forEach(
                        shown -> contexts.computeIfAbsent(shown.element().effectiveContext(), name -> new ArrayList<>())
                                .add(shown));
        return contexts;
    }

    /** Returns whether a context gets a frame: it was named explicitly, or has several services. */
    static boolean isFramed(List<Shown<Service>> context) {
        return context.size() > 1 || context.get(0).element().context() != null;
    }
}

package matryoshka.graph.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import matryoshka.graph.Dependency;
import matryoshka.graph.validation.EmbedEnablementGraph.Kind;
import matryoshka.graph.validation.EmbedEnablementGraph.Vertex;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;

/**
 * Finds embed cycles: chains of embed edges in which each edge leads to the next and the last to the first, so that nesting would never
 * end. {@link EmbedEnablementGraph} says which edges lead to which, and removes what lies on no cycle: in a valid graph, everything but
 * cycles of reuse.
 */
final class EmbedCycles {
    private final Graph<Vertex, DefaultEdge> leadsTo = GraphTypeBuilder.<Vertex, DefaultEdge>directed()
            .allowingSelfLoops(true)
            .edgeClass(DefaultEdge.class)
            .buildGraph();

    private EmbedCycles(EmbedEnablementGraph all) {
        for (EmbedEnablementGraph.Arc arc : all.suspects()) {
            leadsTo.addVertex(arc.source());
            leadsTo.addVertex(arc.target());
            leadsTo.addEdge(arc.source(), arc.target());
        }
    }

    /** Returns one cycle for each strongly connected component, as the names of its embed edges in order, starting with the smallest. */
    static List<List<String>> in(Collection<Dependency> dependencies) {
        return new EmbedCycles(new EmbedEnablementGraph(dependencies)).cycles();
    }

    private List<List<String>> cycles() {
        return new KosarajuStrongConnectivityInspector<>(leadsTo)
                .stronglyConnectedSets().stream()
                        .filter(knot -> knot.size() > 1)
                        .filter(knot -> knot.stream().anyMatch(vertex -> vertex.kind() == Kind.EDGE))
                        .map(this::shortestThroughLeastEdge)
                        .sorted(Comparator.comparing(List::toString))
                        .toList();
    }

    private List<String> shortestThroughLeastEdge(Set<Vertex> knot) {
        Vertex start = knot.stream()
                .filter(vertex -> vertex.kind() == Kind.EDGE)
                .min(Vertex.ORDER)
                .orElseThrow();
        Map<Vertex, Step> back = waysBack(start, knot);
        Vertex next = leadsTo.outgoingEdgesOf(start).stream()
                .map(leadsTo::getEdgeTarget)
                .filter(back::containsKey)
                .min(Comparator.<Vertex>comparingInt(vertex -> at(vertex, back).steps())
                        .thenComparing(Vertex.ORDER))
                .orElseThrow();
        List<String> cycle = new ArrayList<>(List.of(start.name()));
        for (Vertex at = next; !at.equals(start); at = at(at, back).next()) {
            if (at.kind() == Kind.EDGE) {
                cycle.add(at.name());
            }
        }
        return List.copyOf(cycle);
    }

    /** The next vertex on the shortest path from a vertex to the start, and the length of that path. */
    private record Step(Vertex next, int steps) {}

    /** One backward search for a whole component. */
    private Map<Vertex, Step> waysBack(Vertex start, Set<Vertex> knot) {
        Map<Vertex, Step> back = new HashMap<>(Map.of(start, new Step(start, 0)));
        Deque<Vertex> toVisit = new ArrayDeque<>(List.of(start));
        while (!toVisit.isEmpty()) {
            Vertex vertex = toVisit.removeFirst();
            int steps = at(vertex, back).steps() + 1;
            leadsTo.incomingEdgesOf(vertex).stream()
                    .map(leadsTo::getEdgeSource)
                    .filter(knot::contains)
                    .sorted(Vertex.ORDER)
                    .filter(source -> back.putIfAbsent(source, new Step(vertex, steps)) == null)
                    .forEach(toVisit::addLast);
        }
        return back;
    }

    private static Step at(Vertex vertex, Map<Vertex, Step> back) {
        return Objects.requireNonNull(
                back.get(vertex), "every vertex of a strongly connected component reaches every other");
    }
}

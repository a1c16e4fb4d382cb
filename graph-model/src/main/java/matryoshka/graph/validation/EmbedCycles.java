package matryoshka.graph.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /** Bounds the search for more than one cycle for each component to a few seconds. */
    private static final long MAX_VISITS = 10_000_000;

    private final Graph<Vertex, DefaultEdge> leadsTo = GraphTypeBuilder.<Vertex, DefaultEdge>directed()
            .allowingSelfLoops(true)
            .edgeClass(DefaultEdge.class)
            .buildGraph();

    private long visits;
    private int further;

    private EmbedCycles(EmbedEnablementGraph all) {
        for (EmbedEnablementGraph.Arc arc : all.suspects()) {
            leadsTo.addVertex(arc.source());
            leadsTo.addVertex(arc.target());
            leadsTo.addEdge(arc.source(), arc.target());
        }
    }

    /**
     * Returns cycles that together contain every embed edge that lies on a cycle, each as the names of its edges in order, starting with
     * the smallest. If there are very many, it returns at least one for each strongly connected component.
     */
    static List<List<String>> in(Collection<Dependency> dependencies) {
        return new EmbedCycles(new EmbedEnablementGraph(dependencies)).cycles();
    }

    private List<List<String>> cycles() {
        return new KosarajuStrongConnectivityInspector<>(leadsTo)
                .stronglyConnectedSets().stream()
                        .filter(knot -> knot.size() > 1)
                        .flatMap(this::cyclesOf)
                        .map(EmbedCycles::fromTheLeast)
                        .sorted(Comparator.comparing(List::toString))
                        .toList();
    }

    /** Edge by edge: the shortest cycle through each edge that lies on none of the earlier ones. */
    private Stream<List<String>> cyclesOf(Set<Vertex> knot) {
        List<Vertex> edges = knot.stream()
                .filter(vertex -> vertex.kind() == Kind.EDGE)
                .sorted(Vertex.ORDER)
                .toList();
        List<List<String>> cycles = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        for (Vertex edge : edges) {
            boolean isWanted = cycles.isEmpty() || (visits < MAX_VISITS && further < Violations.MAX_LISTED);
            if (isWanted && !covered.contains(edge.name())) {
                further += cycles.isEmpty() ? 0 : 1;
                List<String> cycle = shortestThrough(edge, knot);
                covered.addAll(cycle);
                cycles.add(cycle);
            }
        }
        return cycles.stream();
    }

    private static List<String> fromTheLeast(List<String> cycle) {
        List<String> turned = new ArrayList<>(cycle);
        Collections.rotate(turned, -cycle.indexOf(Collections.min(cycle)));
        return List.copyOf(turned);
    }

    private List<String> shortestThrough(Vertex start, Set<Vertex> knot) {
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

    /** Searches backward from the start, as far as the nearest vertices that the start leads to. */
    private Map<Vertex, Step> waysBack(Vertex start, Set<Vertex> knot) {
        Set<Vertex> next = leadsTo.outgoingEdgesOf(start).stream()
                .map(leadsTo::getEdgeTarget)
                .collect(Collectors.toSet());
        Map<Vertex, Step> back = new HashMap<>(Map.of(start, new Step(start, 0)));
        Deque<Vertex> toVisit = new ArrayDeque<>(List.of(start));
        while (!toVisit.isEmpty()) {
            Vertex vertex = toVisit.removeFirst();
            int steps = at(vertex, back).steps();
            if (next.contains(vertex)) {
                // All vertices that are as near have been found.
                break;
            }
            visits += 1 + leadsTo.inDegreeOf(vertex);
            leadsTo.incomingEdgesOf(vertex).stream()
                    .map(leadsTo::getEdgeSource)
                    .filter(knot::contains)
                    .sorted(Vertex.ORDER)
                    .filter(source -> back.putIfAbsent(source, new Step(vertex, steps + 1)) == null)
                    .forEach(toVisit::addLast);
        }
        return back;
    }

    private static Step at(Vertex vertex, Map<Vertex, Step> back) {
        return Objects.requireNonNull(
                back.get(vertex), "every vertex of a strongly connected component reaches every other");
    }
}

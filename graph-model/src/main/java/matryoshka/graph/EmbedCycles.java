package matryoshka.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import matryoshka.graph.LeadsTo.Kind;
import matryoshka.graph.LeadsTo.Vertex;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;

/**
 * Finds embed cycles: chains of embed edges in which each edge leads to the next and the last to the first, so that nesting would
 * never end. {@link LeadsTo} says what leads to what, and takes off what lies on no cycle: in a valid graph, all but circles of reuse.
 */
final class EmbedCycles {
    private final Graph<Vertex, DefaultEdge> leadsTo = GraphTypeBuilder.<Vertex, DefaultEdge>directed()
            .allowingSelfLoops(true)
            .edgeClass(DefaultEdge.class)
            .buildGraph();

    private EmbedCycles(LeadsTo all) {
        for (LeadsTo.Arc arc : all.suspects()) {
            leadsTo.addVertex(arc.source());
            leadsTo.addVertex(arc.target());
            leadsTo.addEdge(arc.source(), arc.target());
        }
    }

    /** One cycle for each knot of edges, each cycle as the names of its embed edges in order, starting with the least. */
    static List<List<String>> in(Collection<Dependency> dependencies) {
        return new EmbedCycles(new LeadsTo(dependencies)).cycles();
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
        Graph<Vertex, DefaultEdge> subgraph = new AsSubgraph<>(leadsTo, knot);
        Vertex start = knot.stream()
                .filter(vertex -> vertex.kind() == Kind.EDGE)
                .min(Vertex.ORDER)
                .orElseThrow();
        BFSShortestPath<Vertex, DefaultEdge> paths = new BFSShortestPath<>(subgraph);
        GraphPath<Vertex, DefaultEdge> back = subgraph.outgoingEdgesOf(start).stream()
                .map(subgraph::getEdgeTarget)
                .sorted(Vertex.ORDER)
                .map(next -> paths.getPath(next, start))
                .min(Comparator.comparingInt(GraphPath::getLength))
                .orElseThrow();
        List<String> cycle = new ArrayList<>(List.of(start.name()));
        cycle.addAll(back.getVertexList().stream()
                .filter(vertex -> vertex.kind() == Kind.EDGE && !vertex.equals(start))
                .map(Vertex::name)
                .collect(Collectors.toList()));
        return List.copyOf(cycle);
    }
}

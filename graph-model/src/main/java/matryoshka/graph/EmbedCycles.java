package matryoshka.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;

/**
 * Finds embed cycles: chains of embed edges in which each edge leads to the next and the last to the first, so that nesting would
 * never end.
 *
 * <p>Whether an edge leads to another is a matter of scopes, not of services. It is asked of a graph whose vertices are the embed
 * edges, the scopes and "any token for this service": an edge points to the scopes it grants and to any token for its callee; a scope
 * points to the edges that require it; any token for a service points to the edges that require nothing and, over reuse edges, to what
 * those grant. That graph is linear in the document's size, where one of edges alone would be quadratic at busy services.
 */
final class EmbedCycles {
    private enum Kind {
        EDGE,
        SCOPE,
        ANY_TOKEN
    }

    private record Vertex(Kind kind, String name) {
        static final Comparator<Vertex> ORDER =
                Comparator.comparing(Vertex::kind).thenComparing(Vertex::name);
    }

    private final Graph<Vertex, DefaultEdge> leadsTo = GraphTypeBuilder.<Vertex, DefaultEdge>directed()
            .allowingSelfLoops(true)
            .edgeClass(DefaultEdge.class)
            .buildGraph();

    private EmbedCycles(Collection<Dependency> dependencies) {
        for (Dependency dependency : dependencies) {
            switch (dependency.sharing()) {
                case EMBED -> addEmbed(dependency);
                case REUSE -> addReuse(dependency);
                case EXCHANGE -> {}
            }
        }
    }

    /** One cycle for each knot of edges, each cycle as the names of its embed edges in order, starting with the least. */
    static List<List<String>> in(Collection<Dependency> dependencies) {
        return new EmbedCycles(dependencies).cycles();
    }

    private void addEmbed(Dependency dependency) {
        Vertex edge = new Vertex(Kind.EDGE, dependency.name());
        if (dependency.requires().isEmpty()) {
            connect(anyTokenFor(dependency.from()), edge);
        }
        dependency.requires().forEach(scope -> connect(new Vertex(Kind.SCOPE, scope), edge));
        dependency.grants().forEach(scope -> connect(edge, new Vertex(Kind.SCOPE, scope)));
        connect(edge, anyTokenFor(dependency.to()));
    }

    private void addReuse(Dependency dependency) {
        Vertex caller = anyTokenFor(dependency.from());
        dependency.grants().forEach(scope -> connect(caller, new Vertex(Kind.SCOPE, scope)));
        connect(caller, anyTokenFor(dependency.to()));
    }

    private static Vertex anyTokenFor(String service) {
        return new Vertex(Kind.ANY_TOKEN, service);
    }

    private void connect(Vertex source, Vertex target) {
        leadsTo.addVertex(source);
        leadsTo.addVertex(target);
        leadsTo.addEdge(source, target);
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

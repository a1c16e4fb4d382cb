package matryoshka.graph.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.graph.Dependency;

/**
 * Which embed edges can follow which when tokens nest. This depends on scopes, not on services. It is computed on a graph whose vertices
 * are the embed edges, the scopes and "any token for this service": an edge points to the scopes it grants and to any token for its callee;
 * a scope points to the edges that require it; any token for a service points to the edges that require nothing and, over reuse edges, to
 * what those grant. That graph is linear in the document's size; one with only edges as vertices would be quadratic at busy services.
 */
final class EmbedEnablementGraph {
    enum Kind {
        EDGE,
        SCOPE,
        ANY_TOKEN
    }

    record Vertex(Kind kind, String name) {
        static final Comparator<Vertex> ORDER =
                Comparator.comparing(Vertex::kind).thenComparing(Vertex::name);
    }

    private final Map<Vertex, Integer> numbers = new HashMap<>();
    private final List<Vertex> vertices = new ArrayList<>();
    private int[] sources = new int[1_024];
    private int[] targets = new int[1_024];
    private int arcs;

    EmbedEnablementGraph(Collection<Dependency> dependencies) {
        for (Dependency dependency : dependencies) {
            switch (dependency.sharing()) {
                case EMBED -> addEmbed(dependency);
                case REUSE -> addReuse(dependency);
                case EXCHANGE -> {}
            }
        }
    }

    private void addEmbed(Dependency dependency) {
        int edge = number(new Vertex(Kind.EDGE, dependency.name()));
        if (dependency.requires().isEmpty()) {
            add(anyTokenFor(dependency.from()), edge);
        }
        dependency.requires().forEach(scope -> add(scope(scope), edge));
        dependency.grants().forEach(scope -> add(edge, scope(scope)));
        add(edge, anyTokenFor(dependency.to()));
    }

    private void addReuse(Dependency dependency) {
        int caller = anyTokenFor(dependency.from());
        dependency.grants().forEach(scope -> add(caller, scope(scope)));
        add(caller, anyTokenFor(dependency.to()));
    }

    private int anyTokenFor(String service) {
        return number(new Vertex(Kind.ANY_TOKEN, service));
    }

    private int scope(String scope) {
        return number(new Vertex(Kind.SCOPE, scope));
    }

    private int number(Vertex vertex) {
        Integer known = numbers.putIfAbsent(vertex, vertices.size());
        if (known != null) {
            return known;
        }
        vertices.add(vertex);
        return vertices.size() - 1;
    }

    private void add(int source, int target) {
        if (arcs == sources.length) {
            sources = Arrays.copyOf(sources, 2 * arcs);
            targets = Arrays.copyOf(targets, 2 * arcs);
        }
        sources[arcs] = source;
        targets[arcs] = target;
        arcs++;
    }

    /** An arc from one vertex to another. */
    record Arc(Vertex source, Vertex target) {}

    /**
     * Returns all arcs that may lie on a cycle: what is left after removing everything that leads nowhere, and everything that nothing
     * leads to.
     */
    List<Arc> suspects() {
        int[] ends = TopologicalRanks.ranks(vertices.size(), from(targets), from(sources), vertex -> 0);
        int[] starts = TopologicalRanks.ranks(vertices.size(), from(sources), from(targets), vertex -> 0);
        List<Arc> suspects = new ArrayList<>();
        for (int arc = 0; arc < arcs; arc++) {
            int source = sources[arc];
            int target = targets[arc];
            if (isLeft(ends, starts, source) && isLeft(ends, starts, target)) {
                suspects.add(new Arc(vertices.get(source), vertices.get(target)));
            }
        }
        return suspects;
    }

    private static boolean isLeft(int[] ends, int[] starts, int vertex) {
        return ends[vertex] == TopologicalRanks.ON_CYCLE && starts[vertex] == TopologicalRanks.ON_CYCLE;
    }

    /**
     * Returns, by name of an embed edge, the greatest number of embed edges that can follow each other from it, itself included;
     * {@link TopologicalRanks#ON_CYCLE} where that is unknown because services reuse each other's tokens in a cycle.
     */
    Map<String, Integer> heights() {
        int[] heights = TopologicalRanks.ranks(
                vertices.size(), from(targets), from(sources), vertex -> kind(vertex) == Kind.EDGE ? 1 : 0);
        Map<String, Integer> byName = new HashMap<>();
        for (int vertex = 0; vertex < heights.length; vertex++) {
            if (kind(vertex) == Kind.EDGE) {
                byName.put(vertices.get(vertex).name(), heights[vertex]);
            }
        }
        return byName;
    }

    private Kind kind(int vertex) {
        return vertices.get(vertex).kind();
    }

    private int[] from(int[] ends) {
        return Arrays.copyOf(ends, arcs);
    }
}

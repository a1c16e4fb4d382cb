package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * All edges from one caller to one callee that contribute to one token: the matching embed edges, or those of an exchange.
 *
 * @param holder the caller, which will present the token
 * @param callee the service that the token is for
 * @param scopes union of what the edges grant, or the requested part of it
 * @param lifetime the smallest of the edges' upper bounds, or null
 * @param confidential whether any of the edges requires encryption to the holder
 * @param claims what any of the edges lets pass or sets; of two constants for one claim, that of the edge whose name is first
 * @param edges the edges, by name
 */
public record Embedding(
        String holder,
        String callee,
        Scopes scopes,
        @Nullable Duration lifetime,
        boolean confidential,
        ClaimRules claims,
        List<Dependency> edges) {

    public Embedding {
        edges = List.copyOf(edges);
    }

    /**
     * Returns the conditions of the edges, any of which may prevent the token. Edges that are embedded together have the same condition.
     */
    public SortedSet<String> conditions() {
        SortedSet<String> conditions = new TreeSet<>();
        for (Dependency edge : edges) {
            if (edge.terms().when() != null) {
                conditions.add(edge.terms().when());
            }
        }
        return Sorted.set(conditions);
    }

    /** Returns by how much a token exchanged along the edges may outlive its subject token: what all of them allow. */
    public Duration extension() {
        return edges.stream()
                .map(edge -> edge.terms().extend() == null
                        ? Duration.ZERO
                        : edge.terms().extend())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Returns the request parameters that become claims of a token exchanged along the edges. */
    SortedSet<String> parameters() {
        SortedSet<String> names = new TreeSet<>();
        edges.forEach(edge -> names.addAll(edge.terms().parameters().keySet()));
        return Sorted.set(names);
    }

    Edge step() {
        return new Edge(holder, callee);
    }
}

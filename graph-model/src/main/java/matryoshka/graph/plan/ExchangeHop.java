package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in the course of a chain (RFC 8693): from a token of one tree to the outer token of the next.
 *
 * @param path leads from the outer token of the earlier tree to the subject token
 * @param held the scopes of the subject token that the graph granted
 * @param along which service exchanged it for a token for which callee; null if it was for the token's own audience
 * @param requested the requested scopes; null for all available ones
 * @param without the requirements of edges that did not apply although they matched, as {@link DependencyTerms#requirementKey}
 */
public record ExchangeHop(
        TokenPath path,
        Scopes held,
        @Nullable Edge along,
        @Nullable Scopes requested,
        SortedSet<String> without) {

    public ExchangeHop {
        without = Sorted.set(without);
    }

    /** Creates an exchange in which every edge applied. */
    public ExchangeHop(TokenPath path, Scopes held, @Nullable Edge along, @Nullable Scopes requested) {
        this(path, held, along, requested, Sorted.set(List.of()));
    }

    /** Returns whether an edge applied, or would have. */
    boolean counts(Dependency edge) {
        return without.isEmpty() || !without.contains(edge.terms().requirementKey());
    }
}

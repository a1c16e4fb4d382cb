package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in the course of a chain (RFC 8693): from a token of one tree to the outer token of the next.
 *
 * @param place the way from the outer token of the earlier tree to the token that was exchanged
 * @param held the scopes that this token held and the graph gave it
 * @param along which service exchanged it for a token for which callee; null when it was for the token's own audience
 * @param requested the scopes that were asked for; null for all that were to be had
 * @param without what kept edges back that would have counted else, as {@link DependencyTerms#requirementKey} has it
 */
public record ExchangeHop(
        List<Edge> place,
        SortedSet<String> held,
        @Nullable Edge along,
        @Nullable SortedSet<String> requested,
        SortedSet<String> without) {

    public ExchangeHop {
        place = List.copyOf(place);
        held = Sorted.set(held);
        requested = requested == null ? null : Sorted.set(requested);
        without = Sorted.set(without);
    }

    /** Where every edge counted. */
    public ExchangeHop(
            List<Edge> place, SortedSet<String> held, @Nullable Edge along, @Nullable SortedSet<String> requested) {
        this(place, held, along, requested, Sorted.set(List.of()));
    }

    /** Whether an edge counted, or would have. */
    boolean counts(Dependency edge) {
        return without.isEmpty() || !without.contains(edge.terms().requirementKey());
    }
}

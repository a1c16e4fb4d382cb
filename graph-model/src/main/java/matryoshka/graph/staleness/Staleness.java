package matryoshka.graph.staleness;

import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.Sorted;

/**
 * The staleness, in one graph, of a token that was minted from another. A stale token has missing or excess authority, or both; otherwise
 * it is changed: minting it again would give the same authority with different content, such as another lifetime.
 *
 * @param stale whether minting it again would give different content
 * @param missing by service, the scopes that it would have and has not
 * @param excess by service, the scopes that it has and would not get any more
 * @param changed audiences of those of its tokens, nested ones included, whose content would differ; none if anything is missing or in
 *     excess
 * @param withdrawnFrom names of the dependencies that gave what was withdrawn, from it or from a token it depends on; the empty name stands
 *     for what the chain itself began with
 */
public record Staleness(
        boolean stale,
        ScopesByService missing,
        ScopesByService excess,
        SortedSet<String> changed,
        SortedSet<String> withdrawnFrom) {

    /** The name, among those of dependencies, for what no dependency gave. */
    public static final String CHAIN = "";

    public static final Staleness FRESH =
            new Staleness(false, ScopesByService.NONE, ScopesByService.NONE, new TreeSet<>(), new TreeSet<>());

    public Staleness {
        changed = Sorted.set(changed);
        withdrawnFrom = Sorted.set(withdrawnFrom);
        if (stale == (missing.isEmpty() && excess.isEmpty() && changed.isEmpty())) {
            throw new IllegalArgumentException("a token has a direction of staleness if and only if it is stale");
        }
    }
}

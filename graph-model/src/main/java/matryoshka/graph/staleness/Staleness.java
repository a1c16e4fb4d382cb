package matryoshka.graph.staleness;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Sorted;

/**
 * How a token that was minted from some graph stands in another one. A stale one has something missing, or something in excess, or both;
 * or else it is changed: then it would permit the same, and say something else about itself, such as its lifetime.
 *
 * @param stale whether minting it again would give other content
 * @param missing by service, the scopes that it would have and has not
 * @param excess by service, the scopes that it has and would not get any more
 * @param changed audiences of those tokens, of it and those nested in it, that would say something else; none where anything is missing
 *     or in excess
 * @param withdrawnFrom names of the dependencies that gave what was withdrawn, from it or from a token it stands on; the empty name
 *     stands for what the chain itself began with
 */
public record Staleness(
        boolean stale,
        SortedMap<String, SortedSet<String>> missing,
        SortedMap<String, SortedSet<String>> excess,
        SortedSet<String> changed,
        SortedSet<String> withdrawnFrom) {

    /** The name, among those of dependencies, of what no dependency gave. */
    public static final String CHAIN = "";

    public static final Staleness FRESH =
            new Staleness(false, new TreeMap<>(Map.of()), new TreeMap<>(Map.of()), new TreeSet<>(), new TreeSet<>());

    public Staleness {
        missing = Sorted.map(missing);
        excess = Sorted.map(excess);
        changed = Sorted.set(changed);
        withdrawnFrom = Sorted.set(withdrawnFrom);
        if (stale == (missing.isEmpty() && excess.isEmpty() && changed.isEmpty())) {
            throw new IllegalArgumentException("a token has a direction of staleness if and only if it is stale");
        }
    }
}

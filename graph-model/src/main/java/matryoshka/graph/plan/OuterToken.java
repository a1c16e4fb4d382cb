package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import matryoshka.graph.Sorted;

/**
 * What the outer token of a tree owes to the request and not to the graph.
 *
 * @param presenter the requesting client
 * @param actors the chain of actors so far, newest first; empty for a client that acts for itself
 * @param claims custom claims
 */
public record OuterToken(String presenter, List<String> actors, SortedMap<String, Object> claims) {

    public OuterToken {
        actors = List.copyOf(actors);
        claims = Sorted.map(claims);
    }

    /** A token that a client gets for itself. */
    public static OuterToken forItself(String client) {
        return new OuterToken(client, List.of(), Sorted.map(Map.of()));
    }

    /** What it says of itself, as a token for nobody in particular: for measuring what a request adds to a token. */
    public TokenContent alone() {
        return new TokenContent(
                "",
                "",
                presenter,
                actors,
                Sorted.set(List.of()),
                List.of(""),
                Sorted.set(List.of()),
                claims,
                Duration.ofSeconds(1),
                null,
                false,
                Sorted.set(List.of()));
    }
}

package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a tree's outer token that depend on the request and not on the graph.
 *
 * @param presenter the requesting client
 * @param actors the chain of actors so far, newest first; empty for a client that acts for itself
 * @param claims custom claims
 * @param confirmation the key to which the graph binds tokens that the presenter, a service, gets by exchange; null for none
 */
public record OuterToken(
        String presenter,
        List<String> actors,
        SortedMap<String, Object> claims,
        @Nullable Confirmation confirmation) {

    public OuterToken {
        actors = List.copyOf(actors);
        claims = Sorted.map(claims);
    }

    /** Creates one that the graph does not bind. */
    public OuterToken(String presenter, List<String> actors, SortedMap<String, Object> claims) {
        this(presenter, actors, claims, null);
    }

    /** Creates a token that a client gets for itself. */
    public static OuterToken forItself(String client) {
        return new OuterToken(client, List.of(), Sorted.map(Map.of()));
    }

    /** Returns its content as a token for no service in particular, to measure what a request adds to a token. */
    public PlannedContent alone() {
        return new PlannedContent(
                "",
                "",
                presenter,
                actors,
                Sorted.set(List.of()),
                List.of(""),
                Scopes.NONE,
                claims,
                Duration.ofSeconds(1),
                null,
                false,
                Sorted.set(List.of()));
    }
}

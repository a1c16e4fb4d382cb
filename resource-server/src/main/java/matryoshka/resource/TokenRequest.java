package matryoshka.resource;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which token for the next service is needed. Immutable.
 *
 * @param callee the service's name or audience
 * @param scopes scopes that the token must have; empty for all that there are
 * @param parameters parameters of the exchange that the dependency demands; with any, the token is always got by exchange
 * @param exchanged whether an embedded token will not do: for work that waits, whose dependency {@code extend}s its tokens
 */
public record TokenRequest(
        String callee, SortedSet<String> scopes, SortedMap<String, String> parameters, boolean exchanged) {
    private static final Set<String> RESERVED = Set.of(
            "grant_type",
            "subject_token",
            "subject_token_type",
            "actor_token",
            "actor_token_type",
            "requested_token_type",
            "audience",
            "resource",
            "scope",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "min_graph_version");

    public TokenRequest {
        if (!Collections.disjoint(parameters.keySet(), RESERVED)) {
            throw new IllegalArgumentException("A parameter has a name that OAuth gives a meaning.");
        }
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** Requests all that there is for a service, given by its name or audience. */
    public static TokenRequest to(String callee) {
        return new TokenRequest(callee, new TreeSet<>(), new TreeMap<>(), false);
    }

    public TokenRequest withScopes(Collection<String> needed) {
        return new TokenRequest(callee, new TreeSet<>(needed), parameters, exchanged);
    }

    /**
     * Returns the same with a parameter of the exchange.
     *
     * @throws IllegalArgumentException for a name that OAuth gives a meaning
     */
    public TokenRequest withParameter(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new TokenRequest(callee, scopes, more, exchanged);
    }

    public TokenRequest exchangedOnly() {
        return new TokenRequest(callee, scopes, parameters, true);
    }

    /** Returns whether a token that the received one embeds may be used. */
    boolean allowsEmbedded() {
        return !exchanged && parameters.isEmpty();
    }
}

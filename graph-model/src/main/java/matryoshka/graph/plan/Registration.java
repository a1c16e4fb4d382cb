package matryoshka.graph.plan;

import java.util.Map;
import java.util.SortedMap;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;

/**
 * The registration of the client that began a chain, as far as its tokens depend on it.
 *
 * @param scopes all its registered scopes; those that the graph does not have are dormant
 * @param claims custom claims of its tokens
 */
public record Registration(Scopes scopes, SortedMap<String, Object> claims) {
    public Registration {
        claims = ClaimValues.immutable(claims);
    }

    /** Creates the registration of a client without claims. */
    public static Registration of(Scopes scopes) {
        return new Registration(scopes, Sorted.map(Map.of()));
    }
}

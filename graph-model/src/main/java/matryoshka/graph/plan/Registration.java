package matryoshka.graph.plan;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Sorted;

/**
 * The registration of the client that began a chain, as far as its tokens depend on it.
 *
 * @param scopes all its registered scopes; those that the graph does not have are dormant
 * @param claims custom claims of its tokens
 */
public record Registration(SortedSet<String> scopes, SortedMap<String, Object> claims) {
    public Registration {
        scopes = Sorted.set(scopes);
        claims = ClaimValues.immutable(claims);
    }

    /** Creates the registration of a client without claims. */
    public static Registration of(Collection<String> scopes) {
        return new Registration(Sorted.set(scopes), Sorted.map(Map.of()));
    }
}

package matryoshka.graph;

import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An edge of the graph: the service {@code from} calls the service {@code to}.
 *
 * @param name unique among the dependencies
 * @param from the caller
 * @param to the callee
 * @param requires scopes of the caller, all of which must be in its token; empty means any token for the caller
 * @param grants scopes of the callee that the caller gets
 * @param sharing the way the caller gets its token for the callee
 * @param clients the edge counts only in chains that one of these clients began; empty means every chain
 * @param lifetime cap on the life of the token for the callee; null means none
 * @param confidential whether the embedded token is encrypted to the caller, its holder
 * @param claims which custom claims travel along the edge
 * @param terms on what terms the edge is used
 */
public record Dependency(
        String name,
        String from,
        String to,
        SortedSet<String> requires,
        SortedSet<String> grants,
        Sharing sharing,
        SortedSet<String> clients,
        @Nullable Duration lifetime,
        boolean confidential,
        ClaimRules claims,
        DependencyTerms terms) {

    public Dependency {
        requires = Sorted.set(requires);
        grants = Sorted.set(grants);
        clients = Sorted.set(clients);
    }

    /** A dependency on no terms but what its other members say. */
    public Dependency(
            String name,
            String from,
            String to,
            SortedSet<String> requires,
            SortedSet<String> grants,
            Sharing sharing,
            SortedSet<String> clients,
            @Nullable Duration lifetime,
            boolean confidential,
            ClaimRules claims) {
        this(name, from, to, requires, grants, sharing, clients, lifetime, confidential, claims, DependencyTerms.NONE);
    }

    /** The same edge on other terms. */
    public Dependency withTerms(DependencyTerms others) {
        return new Dependency(
                name, from, to, requires, grants, sharing, clients, lifetime, confidential, claims, others);
    }

    /** Whether the edge counts in a chain that this client began. */
    public boolean matches(String originClient) {
        return clients.isEmpty() || clients.contains(originClient);
    }
}

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
 * @param clients the edge counts only in chains that one of these clients began; null means every chain, and an empty set is none
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
        @Nullable SortedSet<String> clients,
        @Nullable Duration lifetime,
        boolean confidential,
        ClaimRules claims,
        DependencyTerms terms) {

    public Dependency {
        requires = Sorted.set(requires);
        grants = Sorted.set(grants);
        clients = clients == null ? null : Sorted.set(clients);
        if (clients != null && clients.isEmpty()) {
            // Who took the last client out did not mean to let everybody in.
            throw new IllegalArgumentException("the clients of a dependency are either null or not empty");
        }
    }

    /** A dependency on no terms but what its other members say. */
    public Dependency(
            String name,
            String from,
            String to,
            SortedSet<String> requires,
            SortedSet<String> grants,
            Sharing sharing,
            @Nullable SortedSet<String> clients,
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
        return clients == null || clients.contains(originClient);
    }

    /** Whether it counts in every chain in which the other one does. */
    public boolean matchesAllOf(Dependency other) {
        return clients == null || (other.clients() != null && clients.containsAll(other.clients()));
    }
}

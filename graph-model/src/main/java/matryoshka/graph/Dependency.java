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
 * @param requires scopes of the caller, all of which its token must have; empty means any token for the caller
 * @param grants scopes of the callee that the caller gets
 * @param sharing how the caller gets its token for the callee
 * @param clients the edge applies only in chains that one of these clients began; null means every chain; never empty
 * @param lifetime upper bound on the lifetime of the token for the callee; null means none
 * @param confidential whether the embedded token is encrypted to the caller, its holder
 * @param claims which custom claims are passed along the edge
 * @param terms further terms of the edge
 */
public record Dependency(
        String name,
        String from,
        String to,
        Scopes requires,
        Scopes grants,
        Sharing sharing,
        @Nullable SortedSet<String> clients,
        @Nullable Duration lifetime,
        boolean confidential,
        ClaimRules claims,
        DependencyTerms terms) {

    public Dependency {
        clients = clients == null ? null : Sorted.set(clients);
        if (clients != null && clients.isEmpty()) {
            // Removing the last client from the list is not meant to open the edge to every client.
            throw new IllegalArgumentException("the clients of a dependency are either null or not empty");
        }
    }

    /** Creates a dependency without further terms. */
    public Dependency(
            String name,
            String from,
            String to,
            Scopes requires,
            Scopes grants,
            Sharing sharing,
            @Nullable SortedSet<String> clients,
            @Nullable Duration lifetime,
            boolean confidential,
            ClaimRules claims) {
        this(name, from, to, requires, grants, sharing, clients, lifetime, confidential, claims, DependencyTerms.NONE);
    }

    /** Returns the same edge with other terms. */
    public Dependency withTerms(DependencyTerms others) {
        return new Dependency(
                name, from, to, requires, grants, sharing, clients, lifetime, confidential, claims, others);
    }

    /** Returns whether the edge applies in chains that this client began. */
    public boolean matches(String originClient) {
        return clients == null || clients.contains(originClient);
    }

    /** Returns whether the edge applies in every chain in which the other one does. */
    public boolean matchesAllOf(Dependency other) {
        return clients == null || (other.clients() != null && clients.containsAll(other.clients()));
    }
}

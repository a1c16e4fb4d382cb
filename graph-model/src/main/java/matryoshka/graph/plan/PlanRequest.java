package matryoshka.graph.plan;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * A client's request that begins a chain.
 *
 * @param client the origin client, which begins the chain
 * @param registered all scopes registered for the client; those that the graph does not have are dormant
 * @param requested the requested scopes; null means all registered ones
 * @param targets names or audiences of services; only scopes owned in their security context count; empty means no such limit
 * @param claims as in {@link Origin}
 * @param reservedBytes as in {@link Origin}
 */
public record PlanRequest(
        String client,
        Scopes registered,
        @Nullable Scopes requested,
        List<String> targets,
        SortedSet<String> claims,
        int reservedBytes) {

    public PlanRequest {
        targets = List.copyOf(targets);
        claims = Sorted.set(claims);
    }

    /** Creates a request of a client for itself. */
    public PlanRequest(String client, Scopes registered, @Nullable Scopes requested, List<String> targets) {
        this(client, registered, requested, targets, Sorted.set(List.of()), 0);
    }

    /** Creates a request for these scopes, without a target. */
    public static PlanRequest of(String client, Scopes registered, Scopes requested) {
        return new PlanRequest(client, registered, requested, List.of());
    }

    /** Creates a request for everything that the client has registered. */
    public static PlanRequest all(String client, Scopes registered) {
        return new PlanRequest(client, registered, null, List.of());
    }

    /** Returns the same request on behalf of a user, whose token has these custom claims. */
    public PlanRequest bringing(Collection<String> names) {
        return new PlanRequest(client, registered, requested, targets, Sorted.set(names), reservedBytes);
    }

    public PlanRequest with(int otherReserve) {
        return new PlanRequest(client, registered, requested, targets, claims, otherReserve);
    }

    /** Returns the origin of the chain that begins with these of the requested scopes. */
    Origin origin(Scopes issued) {
        return new Origin(client, issued, claims, List.of(), reservedBytes);
    }
}

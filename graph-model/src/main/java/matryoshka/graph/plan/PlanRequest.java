package matryoshka.graph.plan;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * A client's request for a plan.
 *
 * @param client the origin client, which begins the chain
 * @param registered all scopes registered for the client; those that the graph does not have are dormant
 * @param requested the requested scopes; null means all registered ones
 * @param targets names or audiences of services; only scopes owned in their security context count; empty means no such limit
 */
public record PlanRequest(
        String client,
        SortedSet<String> registered,
        @Nullable SortedSet<String> requested,
        List<String> targets) {

    public PlanRequest {
        registered = Sorted.set(registered);
        requested = requested == null ? null : Sorted.set(requested);
        targets = List.copyOf(targets);
    }

    /** Creates a request for these scopes, without a target. */
    public static PlanRequest of(String client, Collection<String> registered, Collection<String> requested) {
        return new PlanRequest(client, Sorted.set(registered), Sorted.set(requested), List.of());
    }

    /** Creates a request for everything that the client has registered. */
    public static PlanRequest all(String client, Collection<String> registered) {
        return new PlanRequest(client, Sorted.set(registered), null, List.of());
    }

    /** Returns what the tree of a chain that begins with this request is resolved from, or why there is none. */
    public PlanResult<Origin> origin(ServiceGraph graph) {
        return RequestedScopes.of(graph, this).map(entry -> Origin.of(client, entry.scopes()));
    }

    /** Returns the widest requests that a client can make: in each security context, for all its registered scopes there. */
    public static List<PlanRequest> widest(ServiceGraph graph, String client, Collection<String> registered) {
        return graph.byContext(registered).values().stream()
                .map(scopes -> PlanRequest.of(client, registered, scopes))
                .toList();
    }
}

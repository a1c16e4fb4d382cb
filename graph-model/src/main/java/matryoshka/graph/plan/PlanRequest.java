package matryoshka.graph.plan;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a plan for.
 *
 * @param client the origin client, the one that begins the chain
 * @param registered all scopes registered to the client; those the graph does not have lie dormant
 * @param requested the scopes it asks for; null means all that it has registered
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

    /** A request for these scopes, without a target. */
    public static PlanRequest of(String client, Collection<String> registered, Collection<String> requested) {
        return new PlanRequest(client, Sorted.set(registered), Sorted.set(requested), List.of());
    }

    /** A request for all that the client has registered. */
    public static PlanRequest all(String client, Collection<String> registered) {
        return new PlanRequest(client, Sorted.set(registered), null, List.of());
    }

    /** What the tree of a chain that begins with this is resolved from, or why there is none. */
    public PlanResult<Origin> origin(ServiceGraph graph) {
        return RequestedScopes.of(graph, this).map(entry -> Origin.of(client, entry.scopes()));
    }

    /** The widest requests a client can make: in each security context, for all that it has registered there. */
    public static List<PlanRequest> widest(ServiceGraph graph, String client, Collection<String> registered) {
        return graph.byContext(registered).values().stream()
                .map(scopes -> PlanRequest.of(client, registered, scopes))
                .toList();
    }
}

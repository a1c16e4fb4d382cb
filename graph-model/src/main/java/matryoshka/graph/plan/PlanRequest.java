package matryoshka.graph.plan;

import java.util.List;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
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
        String client, Scopes registered, @Nullable Scopes requested, List<String> targets) {

    public PlanRequest {
        targets = List.copyOf(targets);
    }

    /** Creates a request for these scopes, without a target. */
    public static PlanRequest of(String client, Scopes registered, Scopes requested) {
        return new PlanRequest(client, registered, requested, List.of());
    }

    /** Creates a request for everything that the client has registered. */
    public static PlanRequest all(String client, Scopes registered) {
        return new PlanRequest(client, registered, null, List.of());
    }

    /** Returns what the tree of a chain that begins with this request is resolved from, or why there is none. */
    public PlanResult<Origin> origin(ServiceGraph graph) {
        return RequestedScopes.of(graph, this).map(entry -> Origin.of(client, entry.scopes()));
    }
}

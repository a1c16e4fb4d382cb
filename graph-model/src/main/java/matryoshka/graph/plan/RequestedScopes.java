package matryoshka.graph.plan;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;

/**
 * Where a chain enters the graph (docs/model.md, section 3, steps 1 and 2).
 *
 * @param services owners of the scopes, all in one security context
 * @param scopes the requested scopes that can be issued
 */
record RequestedScopes(SortedSet<String> services, Scopes scopes) {

    static PlanResult<RequestedScopes> of(ServiceGraph graph, PlanRequest request) {
        Scopes wanted = request.requested();
        if (wanted == null) {
            wanted = request.registered().filter(scope -> graph.ownerOf(scope).isPresent());
        } else {
            for (String scope : wanted) {
                if (!request.registered().contains(scope)
                        || graph.ownerOf(scope).isEmpty()) {
                    // One message for both, so that nobody learns which scopes exist.
                    return refused(
                            PlanRefusal.INVALID_SCOPE,
                            "The scope '" + scope + "' is unknown or not registered to this client.");
                }
            }
        }
        SortedSet<String> contexts = new TreeSet<>();
        for (String target : request.targets()) {
            Optional<Service> service = graph.target(target);
            if (service.isEmpty()) {
                return refused(PlanRefusal.INVALID_TARGET, "There is no service '" + target + "'.");
            }
            contexts.add(service.get().effectiveContext());
        }
        if (contexts.size() > 1) {
            return refused(
                    PlanRefusal.INVALID_TARGET, "A token is for one security context, but the targets are in several.");
        }
        if (!contexts.isEmpty()) {
            wanted = wanted.filter(
                    scope -> owner(graph, scope).effectiveContext().equals(contexts.first()));
        }
        return inOneContext(graph, wanted);
    }

    private static PlanResult<RequestedScopes> inOneContext(ServiceGraph graph, Scopes scopes) {
        if (scopes.isEmpty()) {
            return refused(
                    PlanRefusal.INVALID_SCOPE,
                    "None of the client's registered scopes can be issued for this request.");
        }
        SortedSet<String> services = new TreeSet<>();
        SortedSet<String> contexts = new TreeSet<>();
        for (String scope : scopes) {
            Service owner = owner(graph, scope);
            services.add(owner.name());
            contexts.add(owner.effectiveContext());
        }
        if (contexts.size() > 1) {
            return refused(
                    PlanRefusal.INVALID_SCOPE,
                    "The scopes belong to several security contexts (%s); request those of one, or name an audience."
                            .formatted(contexts.stream().limit(5).collect(Collectors.joining(", "))));
        }
        return new Planned<>(new RequestedScopes(Sorted.set(services), scopes));
    }

    private static Service owner(ServiceGraph graph, String scope) {
        return graph.ownerOf(scope).orElseThrow();
    }

    private static PlanResult<RequestedScopes> refused(PlanRefusal reason, String detail) {
        return new Refused<>(reason, detail);
    }
}

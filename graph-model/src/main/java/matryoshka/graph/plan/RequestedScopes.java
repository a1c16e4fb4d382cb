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
 * @param scopes the scopes that can be issued, at least one
 */
record RequestedScopes(SortedSet<String> services, Scopes scopes) {

    RequestedScopes {
        services = Sorted.set(services);
    }

    /** Returns what a client requests, or why it cannot have all of that. */
    static PlanResult<RequestedScopes> of(ServiceGraph graph, PlanRequest request) {
        return wanted(graph, request)
                .flatMap(wanted -> inContext(graph, request)
                        .map(context -> context.map(only -> wanted.filter(scope ->
                                        owner(graph, scope).effectiveContext().equals(only)))
                                .orElse(wanted)))
                .flatMap(scopes -> inOneContext(graph, scopes));
    }

    /** Returns those of the scopes that the graph has; empty if it has none, or if they belong to several security contexts. */
    static Optional<RequestedScopes> stillIn(ServiceGraph graph, Scopes scopes) {
        Scopes left = scopes.filter(scope -> graph.ownerOf(scope).isPresent());
        return contexts(graph, left).size() == 1 ? Optional.of(owned(graph, left)) : Optional.empty();
    }

    private static PlanResult<Scopes> wanted(ServiceGraph graph, PlanRequest request) {
        Scopes requested = request.requested();
        if (requested == null) {
            return new Planned<>(
                    request.registered().filter(scope -> graph.ownerOf(scope).isPresent()));
        }
        for (String scope : requested) {
            if (!request.registered().contains(scope) || graph.ownerOf(scope).isEmpty()) {
                // One message for both, so that nobody learns which scopes exist.
                return new Refused<>(
                        PlanRefusal.INVALID_SCOPE,
                        "The scope '" + scope + "' is unknown or not registered to this client.");
            }
        }
        return new Planned<>(requested);
    }

    /** Returns the security context of the targets; empty if there are none. */
    private static PlanResult<Optional<String>> inContext(ServiceGraph graph, PlanRequest request) {
        SortedSet<String> contexts = new TreeSet<>();
        for (String target : request.targets()) {
            Optional<Service> service = graph.target(target);
            if (service.isEmpty()) {
                return new Refused<>(PlanRefusal.INVALID_TARGET, "There is no service '" + target + "'.");
            }
            contexts.add(service.get().effectiveContext());
        }
        return contexts.size() > 1
                ? new Refused<>(
                        PlanRefusal.INVALID_TARGET,
                        "A token is for one security context, but the targets are in several.")
                : new Planned<>(contexts.stream().findFirst());
    }

    private static PlanResult<RequestedScopes> inOneContext(ServiceGraph graph, Scopes scopes) {
        if (scopes.isEmpty()) {
            return new Refused<>(
                    PlanRefusal.INVALID_SCOPE,
                    "None of the client's registered scopes can be issued for this request.");
        }
        SortedSet<String> contexts = contexts(graph, scopes);
        return contexts.size() > 1
                ? new Refused<>(
                        PlanRefusal.INVALID_SCOPE,
                        "The scopes belong to several security contexts (%s); request those of one, or name an audience."
                                .formatted(contexts.stream().limit(5).collect(Collectors.joining(", "))))
                : new Planned<>(owned(graph, scopes));
    }

    private static RequestedScopes owned(ServiceGraph graph, Scopes scopes) {
        SortedSet<String> services = new TreeSet<>();
        scopes.forEach(scope -> services.add(owner(graph, scope).name()));
        return new RequestedScopes(services, scopes);
    }

    private static SortedSet<String> contexts(ServiceGraph graph, Scopes scopes) {
        SortedSet<String> contexts = new TreeSet<>();
        scopes.forEach(scope -> contexts.add(owner(graph, scope).effectiveContext()));
        return contexts;
    }

    private static Service owner(ServiceGraph graph, String scope) {
        return graph.ownerOf(scope).orElseThrow();
    }
}

package matryoshka.service.staleness;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.staleness.MintedPlan;

/**
 * What a change of the graph can have an effect on.
 *
 * @param services that changed, or that an edge which changed starts at
 * @param scopes of services that changed
 */
record Touched(Set<String> services, Set<String> scopes) {

    static Touched between(GraphDocument before, GraphDocument after) {
        GraphDiff diff = GraphDiff.between(before, after);
        Set<String> services = new HashSet<>();
        Set<String> scopes = new HashSet<>();
        add(services, scopes, diff.services());
        ElementsDiff<Dependency> edges = diff.dependencies();
        edges.added().values().forEach(edge -> services.add(edge.from()));
        edges.removed().values().forEach(edge -> services.add(edge.from()));
        edges.changed().values().forEach(change -> {
            services.add(change.before().from());
            services.add(change.after().from());
        });
        return new Touched(services, scopes);
    }

    private static void add(Set<String> services, Set<String> scopes, ElementsDiff<Service> diff) {
        diff.added().values().forEach(service -> add(services, scopes, service));
        diff.removed().values().forEach(service -> add(services, scopes, service));
        diff.changed().values().forEach(change -> {
            add(services, scopes, change.before());
            add(services, scopes, change.after());
        });
    }

    private static void add(Set<String> services, Set<String> scopes, Service service) {
        services.add(service.name());
        scopes.addAll(service.scopes().keySet());
    }

    Touched and(Touched other) {
        Set<String> bothServices = new HashSet<>(services);
        bothServices.addAll(other.services);
        Set<String> bothScopes = new HashSet<>(scopes);
        bothScopes.addAll(other.scopes);
        return new Touched(bothServices, bothScopes);
    }

    /**
     * Whether the judgement of a plan can be another one now.
     *
     * @param read the services that it was judged by
     */
    boolean concerns(MintedPlan plan, Set<String> read) {
        return !Collections.disjoint(services, read)
                || !Collections.disjoint(scopes, plan.origin().requested());
    }
}

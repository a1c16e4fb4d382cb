package matryoshka.graph.impact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;

/**
 * What a token and everything nested in it permit: section 8 of the design. What the budget cut from it or is only offered for exchange
 * is not in it.
 *
 * @param services by service name, the audience and scopes there
 */
public record Authority(SortedMap<String, At> services) {

    /** No authority, as of a token that is not there. */
    public static final Authority NONE = new Authority(Sorted.map(Map.of()));

    /** The authority at one service: its scopes, in tokens for this audience. */
    public record At(String audience, SortedSet<String> scopes) {
        public At {
            scopes = Sorted.set(scopes);
        }
    }

    public Authority {
        services = Sorted.map(services);
    }

    /** The authority of a whole plan. */
    public static Authority of(ServiceGraph graph, TokenPlan plan) {
        return of(graph, plan, plan.outer());
    }

    /**
     * The authority of one of a plan's tokens.
     *
     * @param graph the graph that the plan was made from
     */
    public static Authority of(ServiceGraph graph, TokenPlan plan, PlannedToken token) {
        SortedMap<String, SortedSet<String>> scopes = new TreeMap<>();
        Deque<PlannedToken> toVisit = new ArrayDeque<>();
        toVisit.add(token);
        while (!toVisit.isEmpty()) {
            PlannedToken next = toVisit.removeFirst();
            next.content().members().forEach(member -> scopes.computeIfAbsent(member, name -> new TreeSet<>()));
            for (String scope : next.content().scopes()) {
                String owner = graph.ownerOf(scope).orElseThrow().name();
                scopes.computeIfAbsent(owner, name -> new TreeSet<>()).add(scope);
            }
            next.embeds().forEach(index -> toVisit.add(plan.leafFirst().get(index)));
        }
        SortedMap<String, At> services = new TreeMap<>();
        scopes.forEach((name, held) -> {
            Service service = graph.service(name).orElseThrow();
            services.put(name, new At(service.effectiveAudience(), held));
        });
        return new Authority(services);
    }

    /** The scopes by service, of what this has and the other has not. At a service whose audience is another, that is all of them. */
    SortedMap<String, SortedSet<String>> without(Authority other) {
        SortedMap<String, SortedSet<String>> left = new TreeMap<>();
        services.forEach((name, here) -> {
            At there = other.services().get(name);
            SortedSet<String> scopes = new TreeSet<>(here.scopes());
            if (there != null && there.audience().equals(here.audience())) {
                scopes.removeAll(there.scopes());
            }
            if (!scopes.isEmpty()) {
                left.put(name, Sorted.set(scopes));
            }
        });
        return Sorted.map(left);
    }
}

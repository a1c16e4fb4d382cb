package matryoshka.graph.reach;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import matryoshka.graph.Dependency;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;

/**
 * A token that a chain can come to hold, closed over reuse, with the way to each of its scopes. Sections 4 and 7 of the design see it
 * alike: what it leads to is, for each holder and callee, one token with all that the matching edges between them grant.
 */
public final class ReachedToken {
    private final ServiceGraph graph;
    private final Predicate<Dependency> admitted;
    private final SortedMap<String, DependencyPath> members = new TreeMap<>();
    private final Map<String, DependencyPath> scopes;
    private final DependencyPath way;

    /**
     * @param admitted the edges that count
     * @param services the services it is for, at least one
     * @param scopes what it permits, by the way it was come by
     */
    public ReachedToken(
            ServiceGraph graph,
            Predicate<Dependency> admitted,
            Collection<String> services,
            Map<String, DependencyPath> scopes) {
        this.graph = graph;
        this.admitted = admitted;
        this.scopes = new HashMap<>(scopes);
        this.way = scopes.isEmpty()
                ? DependencyPath.START
                : scopes.getOrDefault(Collections.min(scopes.keySet()), DependencyPath.START);
        services.forEach(service -> members.put(service, way));
        closeOverReuse();
    }

    /** A token that is about to be looked at: its one service, and its scopes by the way they were come by. */
    public record Next(String callee, Map<String, DependencyPath> scopes) {}

    Map<String, DependencyPath> scopes() {
        return scopes;
    }

    /** A way to the token itself. */
    public DependencyPath way() {
        return way;
    }

    /** The tokens that this one embeds or can be exchanged for. */
    public List<Next> next() {
        List<Next> next = new ArrayList<>();
        for (String holder : members.keySet()) {
            SortedMap<String, Map<String, DependencyPath>> byCallee = new TreeMap<>();
            for (Dependency edge : graph.dependenciesOf(holder)) {
                if (edge.sharing() != Sharing.REUSE && matches(edge)) {
                    DependencyPath there = wayTo(edge).then(edge);
                    Map<String, DependencyPath> granted =
                            byCallee.computeIfAbsent(edge.to(), callee -> new HashMap<>());
                    edge.grants().forEach(scope -> granted.putIfAbsent(scope, there));
                }
            }
            byCallee.forEach((callee, granted) -> next.add(new Next(callee, granted)));
        }
        return next;
    }

    private void closeOverReuse() {
        boolean grew = true;
        while (grew) {
            grew = false;
            Deque<String> toVisit = new ArrayDeque<>(members.keySet());
            while (!toVisit.isEmpty()) {
                for (Dependency edge : graph.dependenciesOf(toVisit.removeFirst())) {
                    if (edge.sharing() == Sharing.REUSE && matches(edge)) {
                        DependencyPath there = wayTo(edge).then(edge);
                        if (members.putIfAbsent(edge.to(), there) == null) {
                            toVisit.add(edge.to());
                        }
                        for (String scope : edge.grants()) {
                            grew |= scopes.putIfAbsent(scope, there) == null;
                        }
                    }
                }
            }
        }
    }

    private boolean matches(Dependency edge) {
        return admitted.test(edge) && scopes.keySet().containsAll(edge.requires());
    }

    /** The way to what the edge starts from: to a scope that it requires or, if it requires none, to its caller. */
    private DependencyPath wayTo(Dependency edge) {
        SortedSet<String> required = edge.requires();
        return required.isEmpty()
                ? members.getOrDefault(edge.from(), DependencyPath.START)
                : scopes.getOrDefault(required.first(), DependencyPath.START);
    }
}

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
import java.util.TreeMap;
import java.util.function.Predicate;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;

/**
 * A token that a chain can come to hold, closed over reuse, with the path to each of its scopes. It leads, by docs/model.md, sections 3 and
 * 6 alike, to one token for each holder and callee, with everything that the matching edges between them grant.
 */
public final class ReachedToken {
    private final ServiceGraph graph;
    private final Predicate<Dependency> admitted;
    private final SortedMap<String, DependencyPath> members = new TreeMap<>();
    private final Map<String, DependencyPath> scopes;
    private final DependencyPath way;

    /**
     * @param admitted the edges that apply
     * @param services the services it is for, at least one
     * @param scopes its scopes, each with the path to it
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

    /** A token to be visited: its one service, and its scopes with the paths to them. */
    public record Next(String callee, Map<String, DependencyPath> scopes) {}

    Map<String, DependencyPath> scopes() {
        return scopes;
    }

    /** Returns a path to the token itself. */
    public DependencyPath way() {
        return way;
    }

    /** Returns the tokens that this one embeds or can be exchanged for. */
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
        return admitted.test(edge) && edge.requires().stream().allMatch(scopes::containsKey);
    }

    /** Returns the path to the start of the edge: to a scope that it requires or, if it requires none, to its caller. */
    private DependencyPath wayTo(Dependency edge) {
        Scopes required = edge.requires();
        return required.isEmpty()
                ? members.getOrDefault(edge.from(), DependencyPath.START)
                : scopes.getOrDefault(required.first(), DependencyPath.START);
    }
}

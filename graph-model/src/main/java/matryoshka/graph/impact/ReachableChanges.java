package matryoshka.graph.impact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.diff.GraphDiff;

/**
 * The services from which a change of the graph can matter: those with a path of edges, whatever these require, to a service that changed
 * in a way that can lead further. This quick check avoids exploring a large graph for most clients and, after most changes, for all of
 * them.
 */
final class ReachableChanges {
    private final ServiceGraph after;
    private final Set<String> services;

    private ReachableChanges(ServiceGraph after, Set<String> services) {
        this.after = after;
        this.services = services;
    }

    static ReachableChanges between(ServiceGraph before, ServiceGraph after) {
        GraphDiff diff = GraphDiff.between(before.document(), after.document());
        Set<String> changed = new HashSet<>();
        changed.addAll(diff.services().added().keySet());
        diff.services().changed().forEach((name, change) -> {
            if (leadsFurther(change.before(), change.after())) {
                changed.add(name);
            }
        });
        diff.dependencies().added().values().forEach(edge -> changed.add(edge.from()));
        diff.dependencies().changed().values().forEach(change -> {
            if (leadsFurther(change.before(), change.after())) {
                changed.add(change.after().from());
            }
        });
        return new ReachableChanges(after, callers(changed, after));
    }

    /** Returns whether clients may request more there, or more at once. */
    private static boolean leadsFurther(Service earlier, Service later) {
        return !earlier.effectiveContext().equals(later.effectiveContext())
                || !earlier.scopes().keySet().containsAll(later.scopes().keySet());
    }

    /** Returns whether the edge may apply where it did not, or grant what it did not. Embedding and exchange lead to the same. */
    private static boolean leadsFurther(Dependency earlier, Dependency later) {
        return !earlier.from().equals(later.from())
                || !earlier.to().equals(later.to())
                || !earlier.grants().containsAll(later.grants())
                || !later.requires().containsAll(earlier.requires())
                || (later.sharing() == Sharing.REUSE && earlier.sharing() != Sharing.REUSE)
                || !earlier.matchesAllOf(later);
    }

    /** Returns whether a client with these scopes may reach what changed. If not, it reaches no more than before. */
    boolean mayConcern(Scopes scopes) {
        return scopes.stream()
                .anyMatch(scope -> after.ownerOf(scope)
                        .map(Service::name)
                        .filter(services::contains)
                        .isPresent());
    }

    private static Set<String> callers(Set<String> services, ServiceGraph graph) {
        if (services.isEmpty()) {
            return Set.of();
        }
        Map<String, List<String>> callersOf = new HashMap<>();
        for (Dependency edge : graph.document().dependencies().values()) {
            callersOf.computeIfAbsent(edge.to(), callee -> new ArrayList<>()).add(edge.from());
        }
        Set<String> found = new HashSet<>(services);
        Deque<String> toVisit = new ArrayDeque<>(services);
        while (!toVisit.isEmpty()) {
            for (String caller : callersOf.getOrDefault(toVisit.removeFirst(), List.of())) {
                if (found.add(caller)) {
                    toVisit.add(caller);
                }
            }
        }
        return found;
    }
}

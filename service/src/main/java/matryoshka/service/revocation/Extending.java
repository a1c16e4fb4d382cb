package matryoshka.service.revocation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the services from which a dependency with {@code extend} can be reached, whatever the sharing of the dependencies on the way. */
final class Extending {
    private Extending() {}

    /** The part of a dependency that matters here. */
    record Edge(String caller, String callee, boolean extend) {}

    static Set<String> services(Collection<Edge> edges) {
        Map<String, List<String>> callers = new HashMap<>();
        Deque<String> next = new ArrayDeque<>();
        Set<String> found = new HashSet<>();
        for (Edge edge : edges) {
            callers.computeIfAbsent(edge.callee(), first -> new ArrayList<>()).add(edge.caller());
            if (edge.extend() && found.add(edge.caller())) {
                next.add(edge.caller());
            }
        }
        while (!next.isEmpty()) {
            for (String caller : callers.getOrDefault(next.remove(), List.of())) {
                if (found.add(caller)) {
                    next.add(caller);
                }
            }
        }
        return Collections.unmodifiableSet(found);
    }
}

package matryoshka.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** What the invariants of a graph demand of the clients that are registered: the part that the graph alone cannot tell. */
public final class ClientInvariants {
    private ClientInvariants() {}

    /**
     * All violations, by the invariants' names; empty when no client can reach what it never may.
     *
     * @param registered the scopes registered to each client, by client
     */
    public static List<Violation> violations(ServiceGraph graph, Map<String, SortedSet<String>> registered) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Reach> reachByClient = new HashMap<>();
        for (Invariant invariant : graph.document().invariants().values()) {
            if (invariant instanceof Invariant.Never never) {
                SortedSet<String> scopes = registered.get(never.from());
                if (scopes != null) {
                    reachByClient
                            .computeIfAbsent(never.from(), client -> Reach.of(graph, client, scopes))
                            .path(never.scope())
                            .ifPresent(path -> violations.add(InvariantRules.broken(never, "the client", path)));
                }
            }
        }
        return List.copyOf(violations);
    }
}

package matryoshka.graph.validation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import matryoshka.graph.Invariant;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.reach.Reach;

/** Checks the invariants of a graph against the registered clients: the part that the graph alone cannot decide. */
public final class ClientInvariants {
    private ClientInvariants() {}

    /**
     * Returns all violations, by client and invariant; empty if no client can reach what it never may.
     *
     * @param registered the scopes registered for each client, by client
     */
    public static List<Violation> violations(ServiceGraph graph, Map<String, Scopes> registered) {
        List<Violation> violations = new Violations();
        graph.document().invariants().values().stream()
                .filter(Invariant.Never.class::isInstance)
                .map(Invariant.Never.class::cast)
                .collect(Collectors.groupingBy(Invariant.Never::from, TreeMap::new, Collectors.toList()))
                .forEach((client, never) -> {
                    Scopes scopes = registered.get(client);
                    if (scopes != null) {
                        check(Reach.of(graph, client, scopes), never, violations);
                    }
                });
        return List.copyOf(violations);
    }

    private static void check(Reach reach, List<Invariant.Never> all, List<Violation> violations) {
        for (Invariant.Never never : all) {
            reach.path(never.scope())
                    .ifPresent(path -> violations.add(InvariantRules.broken(never, "the client", path)));
        }
    }
}

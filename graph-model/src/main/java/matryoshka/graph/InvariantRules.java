package matryoshka.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What every invariant of a document must obey, and what it demands of the graph as far as the graph alone can tell. */
final class InvariantRules {
    private final ServiceGraph graph;
    private final boolean nestingEnds;
    private final Consumer<Violation> report;
    private final Map<String, Reach> reachByService = new HashMap<>();

    /** @param nestingEnds whether the graph has no embed cycle; if it has one, depth means nothing */
    InvariantRules(ServiceGraph graph, boolean nestingEnds, Consumer<Violation> report) {
        this.graph = graph;
        this.nestingEnds = nestingEnds;
        this.report = report;
    }

    void check(Invariant invariant) {
        Pointer at = Pointer.INVARIANTS.to(invariant.name());
        checkName(at, invariant.name(), "An invariant");
        if (invariant instanceof Invariant.Never never) {
            checkNever(at, never);
        } else if (invariant instanceof Invariant.Callers callers) {
            checkCallers(at, callers);
        } else if (invariant instanceof Invariant.MaxDepth maxDepth) {
            checkDepth(at, maxDepth);
        }
    }

    private void checkNever(Pointer at, Invariant.Never never) {
        checkName(at.to("from"), never.from(), "A client or service");
        if (graph.ownerOf(never.scope()).isEmpty()) {
            report.accept(
                    at.to("never").violates("unknown-scope", "No service has the scope \"" + never.scope() + "\"."));
            return;
        }
        Service from = graph.document().services().get(never.from());
        if (from != null) {
            reachByService
                    .computeIfAbsent(from.name(), service -> Reach.ofService(graph, from))
                    .path(never.scope())
                    .ifPresent(path -> report.accept(broken(never, "the service", path)));
        }
    }

    /** @param whose {@code the service} or {@code the client} */
    static Violation broken(Invariant.Never never, String whose, List<Dependency> path) {
        String how = path.isEmpty() ? "its own token has it" : "over " + Way.text(path);
        return Pointer.INVARIANTS
                .to(never.name())
                .violates(
                        "invariant",
                        "\"%s\" is broken: %s \"%s\" reaches the scope \"%s\": %s."
                                .formatted(never.name(), whose, never.from(), never.scope(), how));
    }

    private void checkCallers(Pointer at, Invariant.Callers callers) {
        checkService(at.to("service"), callers.service());
        callers.callers().forEach(caller -> checkService(at.to("callers"), caller));
        for (Dependency edge : graph.document().dependencies().values()) {
            if (edge.to().equals(callers.service()) && !callers.callers().contains(edge.from())) {
                report.accept(at.violates(
                        "invariant",
                        "\"%s\" is broken: \"%s\" is none of the callers that \"%s\" may have: %s."
                                .formatted(callers.name(), edge.from(), callers.service(), Way.text(edge))));
            }
        }
    }

    private void checkDepth(Pointer at, Invariant.MaxDepth invariant) {
        int most = invariant.maxDepth();
        if (most < 1) {
            report.accept(at.to("max_depth")
                    .violates("max-depth", "A depth is at least 1, which is that of a token with none nested in it."));
        } else if (nestingEnds) {
            new NestingDepth(graph)
                    .deeperThan(most)
                    .ifPresent(path -> report.accept(at.violates(
                            "invariant",
                            "\"%s\" is broken: tokens may be %d deep, and these nest %d deep: %s."
                                    .formatted(invariant.name(), most, most + 1, Way.text(path)))));
        }
    }

    private void checkService(Pointer at, String name) {
        if (!graph.document().services().containsKey(name)) {
            report.accept(at.violates("unknown-service", "There is no service \"" + name + "\"."));
        }
    }

    private void checkName(Pointer at, String name, String whose) {
        if (!Names.isName(name)) {
            report.accept(
                    at.violates(
                            "name",
                            whose
                                    + " has a name of 1 to 100 of A–Z a–z 0–9 . _ - that starts with a letter or digit; this is none."));
        }
    }
}

package matryoshka.graph.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.Invariant;
import matryoshka.graph.Names;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.reach.DependencyPath;
import matryoshka.graph.reach.Reach;

/** The rules for every invariant of a document, and what it requires of the graph as far as the graph alone can decide. */
final class InvariantRules {
    private final ServiceGraph graph;
    private final boolean nestingEnds;
    private final Consumer<Violation> report;

    /** @param nestingEnds whether the graph has no embed cycle; depth is meaningless if it has one */
    InvariantRules(ServiceGraph graph, boolean nestingEnds, Consumer<Violation> report) {
        this.graph = graph;
        this.nestingEnds = nestingEnds;
        this.report = report;
    }

    /** Evaluates equal invariants once, and keeps no results from one invariant to the next. */
    void check(Collection<Invariant> invariants) {
        invariants.forEach(
                invariant -> checkName(Pointer.INVARIANTS.to(invariant.name()), invariant.name(), "An invariant"));
        of(Invariant.Never.class, invariants)
                .collect(Collectors.groupingBy(Invariant.Never::from, TreeMap::new, Collectors.toList()))
                .forEach(this::checkNever);
        checkCallers(of(Invariant.Callers.class, invariants).toList());
        checkDepths(of(Invariant.MaxDepth.class, invariants).toList());
    }

    private static <T extends Invariant> Stream<T> of(Class<T> form, Collection<Invariant> invariants) {
        return invariants.stream().filter(form::isInstance).map(form::cast);
    }

    private void checkNever(String name, List<Invariant.Never> all) {
        Service from = graph.document().services().get(name);
        Reach reach = from == null ? null : Reach.ofService(graph, from);
        for (Invariant.Never never : all) {
            Pointer at = Pointer.INVARIANTS.to(never.name());
            checkName(at.to("from"), name, "A client or service");
            if (graph.ownerOf(never.scope()).isEmpty()) {
                report.accept(at.to("never")
                        .violates("unknown-scope", "No service has the scope \"" + never.scope() + "\"."));
            } else if (reach != null) {
                reach.path(never.scope()).ifPresent(path -> report.accept(broken(never, "the service", path)));
            }
        }
    }

    /** @param whose {@code the service} or {@code the client} */
    static Violation broken(Invariant.Never never, String whose, List<Dependency> path) {
        String how = path.isEmpty() ? "its own token has it" : "via " + DependencyPath.text(path);
        return Pointer.INVARIANTS
                .to(never.name())
                .violates(
                        "invariant",
                        "\"%s\" is broken: %s \"%s\" reaches the scope \"%s\": %s."
                                .formatted(never.name(), whose, never.from(), never.scope(), how));
    }

    private void checkCallers(List<Invariant.Callers> all) {
        Map<String, List<Dependency>> callsOf = new HashMap<>();
        all.forEach(callers -> callsOf.put(callers.service(), new ArrayList<>()));
        for (Dependency edge : graph.document().dependencies().values()) {
            callsOf.computeIfPresent(edge.to(), (callee, calls) -> {
                calls.add(edge);
                return calls;
            });
        }
        for (Invariant.Callers callers : all) {
            Pointer at = Pointer.INVARIANTS.to(callers.name());
            checkService(at.to("service"), callers.service());
            callers.callers().forEach(caller -> checkService(at.to("callers"), caller));
            callsOf.getOrDefault(callers.service(), List.of()).stream()
                    .filter(edge -> !callers.callers().contains(edge.from()))
                    // There may be as many as dependencies for each invariant, but no more are listed.
                    .limit(Violations.MAX_LISTED + 1L)
                    .forEach(edge -> report.accept(at.violates(
                            "invariant",
                            "\"%s\" is broken: \"%s\" is not an allowed caller of \"%s\": %s."
                                    .formatted(
                                            callers.name(),
                                            edge.from(),
                                            callers.service(),
                                            DependencyPath.text(edge)))));
        }
    }

    private void checkDepths(List<Invariant.MaxDepth> all) {
        List<Invariant.MaxDepth> shallowFirst = new ArrayList<>();
        for (Invariant.MaxDepth invariant : all) {
            if (invariant.maxDepth() < 1) {
                report.accept(Pointer.INVARIANTS
                        .to(invariant.name())
                        .to("max_depth")
                        .violates(
                                "max-depth",
                                "A depth must be at least 1, the depth of a token without nested tokens."));
            } else if (nestingEnds) {
                shallowFirst.add(invariant);
            }
        }
        if (shallowFirst.isEmpty()) {
            return;
        }
        shallowFirst.sort(Comparator.comparingInt(Invariant.MaxDepth::maxDepth));
        checkDepthsOf(shallowFirst, new NestingDepth(graph));
    }

    /** What nests too deep for one limit does for all lower ones; what does not, does not for any higher one. */
    private void checkDepthsOf(List<Invariant.MaxDepth> shallowFirst, NestingDepth nesting) {
        List<Dependency> deepest = List.of();
        int broken = 0;
        for (int kept = shallowFirst.size(); broken < kept; ) {
            int middle = (broken + kept) / 2;
            Optional<List<Dependency>> path =
                    nesting.deeperThan(shallowFirst.get(middle).maxDepth());
            if (path.isPresent()) {
                deepest = path.get();
                broken = middle + 1;
            } else {
                kept = middle;
            }
        }
        for (Invariant.MaxDepth invariant : shallowFirst.subList(0, broken)) {
            int most = invariant.maxDepth();
            report.accept(Pointer.INVARIANTS
                    .to(invariant.name())
                    .violates(
                            "invariant",
                            "\"" + invariant.name() + "\" is broken: tokens may nest " + most + " deep, but these nest "
                                    + (most + 1) + " deep: "
                                    + DependencyPath.text(NestingDepth.nested(most, deepest)) + "."));
        }
    }

    private void checkService(Pointer at, String name) {
        if (!graph.document().services().containsKey(name)) {
            report.accept(at.violates("unknown-service", "There is no service \"" + name + "\"."));
        }
    }

    private void checkName(Pointer at, String name, String whose) {
        if (!Names.isName(name)) {
            report.accept(at.violates(
                    "name",
                    whose + " must have a name of 1 to 100 of A–Z a–z 0–9 . _ - that starts with a letter or digit."));
        }
    }
}

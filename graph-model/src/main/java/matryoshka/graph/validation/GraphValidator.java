package matryoshka.graph.validation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.reach.DependencyPath;

/** Checks a document against all rules at once. */
final class GraphValidator {
    private GraphValidator() {}

    /** Returns all violations, ordered by pointer and rule; empty if the graph is valid. */
    static List<Violation> violations(ServiceGraph graph, GraphTerms terms) {
        GraphDocument document = graph.document();
        List<Violation> found = new Violations();
        new ServiceRules(terms, found::add).check(document.services());
        DependencyRules dependencyRules = new DependencyRules(terms, document.services(), found::add);
        document.dependencies().values().forEach(dependencyRules::check);
        SameConditions.check(document.dependencies().values(), found::add);
        List<Violation> cycles = cycles(document);
        found.addAll(cycles);
        boolean nestingEnds =
                cycles.isEmpty() && document.dependencies().values().stream().noneMatch(GraphValidator::isToItself);
        new InvariantRules(graph, nestingEnds, found::add)
                .check(document.invariants().values());
        return found.stream()
                .sorted(Comparator.comparing(Violation::pointer)
                        .thenComparing(Violation::rule)
                        .thenComparing(Violation::message))
                .toList();
    }

    private static List<Violation> cycles(GraphDocument document) {
        // An edge from a service to itself is a violation already.
        List<Dependency> others = document.dependencies().values().stream()
                .filter(dependency -> !isToItself(dependency))
                .toList();
        return EmbedCycles.in(others).stream()
                .map(cycle -> Pointer.DEPENDENCIES
                        .to(cycle.get(0))
                        .violates("embed-cycle", "Nesting would never end: " + path(cycle, document) + "."))
                .toList();
    }

    private static boolean isToItself(Dependency dependency) {
        return dependency.from().equals(dependency.to());
    }

    private static String path(List<String> cycle, GraphDocument document) {
        return DependencyPath.text(Stream.concat(cycle.stream(), Stream.of(cycle.get(0)))
                .flatMap(name -> Stream.ofNullable(document.dependencies().get(name)))
                .toList());
    }
}

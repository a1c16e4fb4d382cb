package matryoshka.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges a document by every rule at once. */
final class GraphValidator {
    private GraphValidator() {}

    /** All violations, ordered by pointer and rule; empty when the document is a valid graph. */
    static List<Violation> violations(GraphDocument document, GraphTerms terms) {
        List<Violation> found = new ArrayList<>();
        new ServiceRules(terms, found::add).check(document.services());
        DependencyRules dependencyRules = new DependencyRules(terms, document.services(), found::add);
        document.dependencies().values().forEach(dependencyRules::check);
        cycles(document).forEach(found::add);
        found.sort(Comparator.comparing(Violation::pointer)
                .thenComparing(Violation::rule)
                .thenComparing(Violation::message));
        return List.copyOf(found);
    }

    private static Stream<Violation> cycles(GraphDocument document) {
        Collection<Dependency> dependencies = document.dependencies().values();
        return EmbedCycles.in(dependencies).stream()
                .map(cycle -> Pointer.DEPENDENCIES
                        .to(cycle.get(0))
                        .violates("embed-cycle", "Nesting would never end: " + path(cycle, document) + "."));
    }

    private static String path(List<String> cycle, GraphDocument document) {
        return Stream.concat(cycle.stream(), Stream.of(cycle.get(0)))
                .map(name -> {
                    Dependency dependency = document.dependencies().get(name);
                    return dependency == null
                            ? name
                            : "%s (%s → %s)".formatted(name, dependency.from(), dependency.to());
                })
                .collect(Collectors.joining(", then "));
    }
}

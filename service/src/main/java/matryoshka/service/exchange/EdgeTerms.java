package matryoshka.service.exchange;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.Sorted;

/**
 * The terms of all edges that an exchange goes along.
 *
 * @param parameters by name, the patterns of each parameter that any of them requires
 * @param extension by how much the new token may outlive the old one: what all of them allow
 */
record EdgeTerms(SortedMap<String, SortedSet<String>> parameters, Duration extension) {

    EdgeTerms {
        parameters = Sorted.map(parameters);
    }

    /** @param edges none where the token's own audience is asked for, which has no terms */
    static EdgeTerms of(List<Dependency> edges) {
        SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
        for (Dependency edge : edges) {
            edge.terms()
                    .parameters()
                    .forEach((name, pattern) -> parameters
                            .computeIfAbsent(name, first -> new TreeSet<>())
                            .add(pattern));
        }
        Duration least = edges.stream()
                .map(edge -> edge.terms().extend() == null
                        ? Duration.ZERO
                        : edge.terms().extend())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new EdgeTerms(parameters, least);
    }
}

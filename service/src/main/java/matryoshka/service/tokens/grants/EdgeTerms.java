package matryoshka.service.tokens.grants;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.Sorted;

/**
 * The terms of all edges of an exchange.
 *
 * @param parameters by name, the patterns of each parameter that any of the edges requires
 */
record EdgeTerms(SortedMap<String, SortedSet<String>> parameters) {

    EdgeTerms {
        parameters = Sorted.map(parameters);
    }

    /** @param edges empty if the token's own audience is requested, which has no terms */
    static EdgeTerms of(List<Dependency> edges) {
        SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
        for (Dependency edge : edges) {
            edge.terms()
                    .parameters()
                    .forEach((name, pattern) -> parameters
                            .computeIfAbsent(name, first -> new TreeSet<>())
                            .add(pattern));
        }
        return new EdgeTerms(parameters);
    }
}

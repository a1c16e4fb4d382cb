package matryoshka.service.exchange;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Embedding;
import matryoshka.service.conditions.Conditions;
import matryoshka.service.conditions.Facts;
import org.jspecify.annotations.Nullable;

/**
 * The terms of all edges that an exchange goes along.
 *
 * @param parameters by name, the pattern of each parameter that any of them requires
 * @param extension by how much the new token may outlive the old one: what all of them allow
 */
record EdgeTerms(SortedMap<String, String> parameters, Duration extension) {

    EdgeTerms {
        parameters = Sorted.map(parameters);
    }

    /** @param along null where the token's own audience is asked for, which has no terms */
    static EdgeTerms of(@Nullable Embedding along) {
        SortedMap<String, String> parameters = new TreeMap<>();
        Duration least = null;
        if (along != null) {
            for (Dependency edge : along.edges()) {
                edge.terms().parameters().forEach(parameters::putIfAbsent);
                Duration extend = edge.terms().extend() == null
                        ? Duration.ZERO
                        : edge.terms().extend();
                least = least == null || extend.compareTo(least) < 0 ? extend : least;
            }
        }
        return new EdgeTerms(parameters, least == null ? Duration.ZERO : least);
    }

    /** Whether an edge counts. */
    static boolean holds(Dependency edge, Conditions conditions, Facts facts) {
        String when = edge.terms().when();
        return when == null || conditions.holds(when, facts);
    }
}

package matryoshka.graph.staleness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Dependency;

/**
 * What a token is minted with when its whole chain is minted at one moment, claims with their values.
 *
 * @param life until when it lives, counted from that moment
 * @param isExtended whether a dependency has let the chain live longer than what it began with
 * @param claims its custom claims
 * @param given the dependencies that gave it, and each of those before it
 */
record LiteralWay(
        Duration life, boolean isExtended, SortedMap<String, Object> claims, List<Collection<Dependency>> given) {

    /** The claims that a request brings have values that nothing else has. */
    static LiteralWay begin(Duration own, Map<String, Object> registered, Set<String> brought) {
        SortedMap<String, Object> claims = new TreeMap<>();
        brought.forEach(name -> claims.put(name, "of the user"));
        claims.putAll(registered);
        return new LiteralWay(own, false, claims, List.of());
    }

    LiteralWay nested(Duration own, List<Dependency> along) {
        return new LiteralWay(capped(own), isExtended, claims(along), longer(along));
    }

    LiteralWay exchanged(Duration own, List<Dependency> along) {
        Duration extension = Duration.ofDays(1_000);
        for (Dependency edge : along) {
            Duration allowed =
                    edge.terms().extend() == null ? Duration.ZERO : edge.terms().extend();
            extension = extension.compareTo(allowed) < 0 ? extension : allowed;
        }
        Duration more = isExtended ? Duration.ZERO : extension;
        SortedMap<String, Object> bound = claims(along);
        along.forEach(edge -> edge.terms().parameters().keySet().forEach(name -> bound.put(name, "of the request")));
        return new LiteralWay(capped(own).plus(more), isExtended || !more.isZero(), bound, longer(along));
    }

    LiteralWay narrowed(Duration own) {
        return new LiteralWay(isExtended ? life : capped(own), isExtended, claims, given);
    }

    private Duration capped(Duration own) {
        return own.compareTo(life) < 0 ? own : life;
    }

    private SortedMap<String, Object> claims(List<Dependency> along) {
        SortedMap<String, Object> travelling = new TreeMap<>();
        claims.forEach((name, value) -> {
            if (along.stream().anyMatch(edge -> edge.claims().pass().contains(name))) {
                travelling.put(name, value);
            }
        });
        List<Dependency> lastFirst = new ArrayList<>(along);
        lastFirst.sort((one, other) -> other.name().compareTo(one.name()));
        lastFirst.forEach(edge -> travelling.putAll(edge.claims().set()));
        return travelling;
    }

    private List<Collection<Dependency>> longer(List<Dependency> along) {
        List<Collection<Dependency>> longer = new ArrayList<>(given);
        longer.add(along);
        return longer;
    }

    SortedSet<String> conditions() {
        SortedSet<String> conditions = new TreeSet<>();
        given.forEach(edges -> edges.forEach(edge -> {
            if (edge.terms().when() != null) {
                conditions.add(edge.terms().when());
            }
        }));
        return conditions;
    }

    /** Whether each step is given by some dependency without a condition, or on one of these. */
    boolean isGivenOn(Set<String> conditions) {
        return given.stream()
                .allMatch(edges -> edges.stream()
                        .map(edge -> edge.terms().when())
                        .anyMatch(when -> when == null || conditions.contains(when)));
    }
}

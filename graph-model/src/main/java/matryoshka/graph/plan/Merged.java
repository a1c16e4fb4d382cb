package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import org.jspecify.annotations.Nullable;

/** Merges edges from one caller to one callee: unites authority and claims; a protection applies if any edge requires it. */
final class Merged {
    private Merged() {}

    /** @param edges by name */
    static Embedding of(Edge step, List<Dependency> edges, Scopes scopes) {
        SortedSet<String> passed = new TreeSet<>();
        NavigableMap<String, Object> constants = new TreeMap<>();
        @Nullable Duration lifetime = null;
        boolean confidential = false;
        for (Dependency edge : edges) {
            passed.addAll(edge.claims().pass());
            edge.claims().set().forEach(constants::putIfAbsent);
            lifetime = shorter(lifetime, edge.lifetime());
            confidential |= edge.confidential();
        }
        ClaimRules claims =
                passed.isEmpty() && constants.isEmpty() ? ClaimRules.NONE : new ClaimRules(passed, constants);
        return new Embedding(step.holder(), step.callee(), scopes, lifetime, confidential, claims, edges);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}

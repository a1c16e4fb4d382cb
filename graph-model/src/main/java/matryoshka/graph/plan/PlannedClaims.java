package matryoshka.graph.plan;

import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;

/**
 * The custom claims of a planned token. The plan knows the values of claims that the client's registration or a dependency sets; of claims
 * that come with a request, it knows only the names.
 *
 * @param constants values by name, as {@link matryoshka.graph.ClaimValues} holds them
 * @param brought names of the others, distinct from those of the constants
 */
record PlannedClaims(SortedMap<String, Object> constants, SortedSet<String> brought) {

    PlannedClaims {
        constants = Sorted.map(constants);
        brought = Sorted.set(brought);
    }

    /** Returns the claims of a chain's first token: the client's registered claims take precedence over the user's. */
    static PlannedClaims begin(SortedMap<String, Object> registered, Collection<String> brought) {
        SortedSet<String> others = new TreeSet<>(brought);
        others.removeAll(registered.keySet());
        return new PlannedClaims(registered, others);
    }

    /** Returns what is left of them in a token granted under these rules. */
    PlannedClaims along(ClaimRules rules) {
        SortedSet<String> passed = new TreeSet<>(brought);
        passed.retainAll(rules.pass());
        passed.removeAll(rules.set().keySet());
        return new PlannedClaims(rules.applyTo(constants), passed);
    }

    /** Adds the parameters of a request, which become claims. */
    PlannedClaims with(Set<String> parameters) {
        SortedMap<String, Object> left = new TreeMap<>(constants);
        left.keySet().removeAll(parameters);
        SortedSet<String> more = new TreeSet<>(brought);
        more.addAll(parameters);
        return new PlannedClaims(left, more);
    }

    /** Returns their values, taking those that came with a request from a token. */
    SortedMap<String, Object> values(SortedMap<String, Object> said) {
        SortedMap<String, Object> values = new TreeMap<>(said);
        values.keySet().retainAll(brought);
        values.putAll(constants);
        return Sorted.map(values);
    }
}

package matryoshka.graph;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which custom claims a token for the callee carries: those of the caller's claims that {@code pass} names, and the constants in
 * {@code set}.
 *
 * @param pass names of claims that the callee's token keeps if the caller's token has them
 * @param set constants by claim name; JSON values as {@link ClaimValues} holds them; they take precedence over passed claims
 */
public record ClaimRules(SortedSet<String> pass, SortedMap<String, Object> set) {

    public static final ClaimRules NONE = new ClaimRules(new TreeSet<>(), new TreeMap<>());

    public ClaimRules {
        pass = Sorted.set(pass);
        set = ClaimValues.immutable(set);
    }

    /** Returns the custom claims of the callee's token, given those of the caller's. */
    public SortedMap<String, Object> applyTo(SortedMap<String, Object> claims) {
        SortedMap<String, Object> travelling = new TreeMap<>(claims);
        travelling.keySet().retainAll(pass);
        travelling.putAll(set);
        return Sorted.map(travelling);
    }
}

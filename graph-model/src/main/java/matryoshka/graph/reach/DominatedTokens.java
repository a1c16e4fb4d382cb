package matryoshka.graph.reach;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens that have been visited, so that tokens that cannot show anything new are skipped: resolution is monotonic, so a token with
 * fewer scopes leads nowhere that one with more scopes does not.
 *
 * <p>In a graph constructed for it, one service could have as many distinct tokens as its scopes have subsets. Beyond
 * {@value #MAX_DISTINCT} tokens, they are merged, as if one token had the scopes of all. Reach can then be overstated, never understated,
 * and the work stays polynomial.
 */
public final class DominatedTokens {
    private static final int MAX_DISTINCT = 64;

    private final Map<String, List<Map<String, DependencyPath>>> byCallee = new HashMap<>();

    /** Returns the scopes to continue with; empty if they cannot lead to anything new. */
    public Map<String, DependencyPath> add(ReachedToken.Next token) {
        List<Map<String, DependencyPath>> known =
                byCallee.computeIfAbsent(token.callee(), callee -> new ArrayList<>(1));
        Set<String> scopes = token.scopes().keySet();
        for (Map<String, DependencyPath> other : known) {
            if (other.keySet().containsAll(scopes)) {
                return Map.of();
            }
        }
        Map<String, DependencyPath> remembered = token.scopes();
        if (known.size() >= MAX_DISTINCT) {
            Map<String, DependencyPath> all = new HashMap<>(token.scopes());
            known.forEach(other -> other.forEach(all::putIfAbsent));
            remembered = all;
        }
        Set<String> now = remembered.keySet();
        known.removeIf(other -> now.containsAll(other.keySet()));
        known.add(remembered);
        return remembered;
    }
}

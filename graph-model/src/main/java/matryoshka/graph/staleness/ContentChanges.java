package matryoshka.graph.staleness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Finds which tokens of a subtree would say something else today. Where it is known which of them are really there, only those count, and
 * what conditions may bring in today; where it is not, every difference in conditions counts.
 */
final class ContentChanges {
    private final List<Edge> way;
    private final @Nullable HeldTokens held;
    private final Map<List<Edge>, MintedPlan.Node> then = new HashMap<>();
    private final Map<List<Edge>, PlannedToken> now = new HashMap<>();

    /**
     * Compares the tokens at the end of a way and below.
     *
     * @param held which of the plan's tokens are really there; null when that is not known
     */
    ContentChanges(MintedPlan minted, ReplannedOrigin today, List<Edge> way, @Nullable HeldTokens held) {
        this.way = way;
        this.held = held;
        minted.nodes().stream()
                .filter(node -> node.level().isAtOrBelow(way))
                .forEach(node -> then.put(node.level().way(), node));
        today.tokens(way).forEach(token -> now.put(token.way(), token));
    }

    /** Their audiences, as they were when they were minted. */
    SortedSet<String> audiences() {
        SortedSet<String> audiences = new TreeSet<>();
        for (MintedPlan.Node node : then.values()) {
            if ((held == null || held.has(node)) && differs(node)) {
                node.level().services().values().forEach(at -> audiences.add(at.audience()));
            }
        }
        return audiences;
    }

    private boolean differs(MintedPlan.Node node) {
        PlannedToken token = now.get(node.level().way());
        if (token == null) {
            // Of one that is nested, the token around it says less.
            return node.level().way().equals(way);
        }
        return !token.digest().equals(node.digest()) || isGivenOtherwise(node, token) || nestsOthers(node.level());
    }

    private boolean isGivenOtherwise(MintedPlan.Node node, PlannedToken token) {
        return held == null
                ? !token.wayConditions().equals(node.conditions())
                : !held.met().containsAll(token.wayConditions());
    }

    private boolean nestsOthers(TokenAuthority around) {
        Set<List<Edge>> ways = new HashSet<>();
        then.keySet().stream().filter(nested -> isNestedIn(around, nested)).forEach(ways::add);
        now.keySet().stream().filter(nested -> isNestedIn(around, nested)).forEach(ways::add);
        return ways.stream().anyMatch(nested -> isOther(then.get(nested), now.get(nested)));
    }

    private static boolean isNestedIn(TokenAuthority around, List<Edge> nested) {
        return nested.size() == around.way().size() + 1
                && nested.subList(0, around.way().size()).equals(around.way());
    }

    private boolean isOther(MintedPlan.@Nullable Node before, @Nullable PlannedToken token) {
        if (before == null) {
            return true;
        }
        boolean isThere = held == null || held.has(before);
        if (token == null) {
            return isThere;
        }
        // What was kept back is kept back again where nothing less is demanded.
        return !isThere && !token.wayConditions().containsAll(before.conditions());
    }
}

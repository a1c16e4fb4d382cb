package matryoshka.graph.staleness;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tokens of a plan are really in a token: conditions, or too many actors, may have kept others back.
 *
 * @param isHeld the plan's tokens that are there
 * @param met the conditions that the token's request has met, as what is there shows
 */
record HeldTokens(Predicate<MintedPlan.Node> isHeld, Set<String> met) {

    static HeldTokens of(MintedPlan minted, Predicate<MintedPlan.Node> isHeld) {
        Set<String> met = new HashSet<>();
        minted.nodes().stream().filter(isHeld).forEach(node -> met.addAll(node.conditions()));
        return new HeldTokens(isHeld, met);
    }

    boolean has(MintedPlan.Node node) {
        return isHeld.test(node);
    }

    /** Whether it may be a condition that kept a token back. */
    boolean isKeptBackByCondition(MintedPlan.Node node) {
        return !has(node) && !met.containsAll(node.conditions());
    }
}

package matryoshka.graph.staleness;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tokens of a plan that a token really contains: conditions, or the limit on actors, may have kept others out.
 *
 * @param isHeld matches the plan's tokens that it contains
 * @param met the conditions that the token's request met, as its content shows
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

    /** Returns whether a condition may have kept a token out. */
    boolean isKeptBackByCondition(MintedPlan.Node node) {
        return !has(node) && !met.containsAll(node.conditions());
    }
}

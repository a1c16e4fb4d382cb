package matryoshka.graph.plan;

import java.util.List;

/**
 * The limits of one outer token with everything it nests.
 *
 * @param maxDepth tokens on the longest path from the outer one, itself included
 * @param maxTokens tokens in the whole tree
 * @param maxBytes length of the outer token's compact form
 * @param overflow what happens to a plan that exceeds the limits
 */
public record Budget(int maxDepth, int maxTokens, int maxBytes, Overflow overflow) {

    /** What happens to a plan over the budget. */
    public enum Overflow {
        /** What does not fit is cut, and becomes exchange edges. */
        EXCHANGE,
        /** The plan is refused. */
        REJECT
    }

    public Budget {
        if (maxDepth < 1 || maxTokens < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("a budget must allow at least one token");
        }
    }

    /** Returns the largest fraction of any one limit that a plan uses, from 0 to 1. */
    double used(List<PlannedToken> leafFirst, int depth) {
        int bytes = leafFirst.get(leafFirst.size() - 1).bytes();
        return Math.max(
                (double) bytes / maxBytes, Math.max((double) leafFirst.size() / maxTokens, (double) depth / maxDepth));
    }
}

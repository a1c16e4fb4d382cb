package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;

/**
 * A tree of tokens to mint, within the budget.
 *
 * @param originClient the client that began the chain
 * @param requested the scopes it was resolved from
 * @param leafFirst the tokens in minting order: what is nested comes before what nests it, the outer token last
 * @param depth tokens on the longest path, the outer one included
 * @param budgetUsed the largest share that one of the budget's limits is used to, from 0 to 1
 */
public record TokenPlan(
        String originClient, SortedSet<String> requested, List<PlannedToken> leafFirst, int depth, double budgetUsed) {

    public TokenPlan {
        leafFirst = List.copyOf(leafFirst);
    }

    public PlannedToken outer() {
        return leafFirst.get(leafFirst.size() - 1);
    }

    /** Length of the outer token's compact form, in bytes. */
    public int bytes() {
        return outer().bytes();
    }

    public int tokens() {
        return leafFirst.size();
    }
}

package matryoshka.service.planning.minting;

import matryoshka.graph.plan.TokenPlan;
import matryoshka.token.Cnf;
import matryoshka.token.MintedTree;

/**
 * A token that was just issued.
 *
 * @param tree the outer token, with all that it nests
 * @param plan what it was minted from
 * @param graphVersion the version of the graph that the plan was made of
 * @param lifetimeSeconds how long it lives
 * @param budgetUsed the share of the size budget that is used, from 0 to 1
 */
public record IssuedToken(MintedTree tree, TokenPlan plan, long graphVersion, long lifetimeSeconds, double budgetUsed) {

    /** How it is presented. */
    public String type() {
        return Cnf.tokenType(tree.outer().cnf());
    }
}

package matryoshka.service.planning.minting;

import matryoshka.graph.plan.TokenPlan;
import matryoshka.token.Cnf;
import matryoshka.token.MintedTree;

/**
 * A newly issued token.
 *
 * @param tree the outer token, with everything that it nests
 * @param plan the plan it was minted from
 * @param graphVersion the version of the graph that the plan was made from
 * @param lifetimeSeconds how long it lives
 * @param budgetUsed the fraction of the size budget that is used, from 0 to 1
 */
public record IssuedToken(MintedTree tree, TokenPlan plan, long graphVersion, long lifetimeSeconds, double budgetUsed) {

    /** Returns its {@code token_type}: how it is presented. */
    public String type() {
        return Cnf.tokenType(tree.outer().cnf());
    }
}

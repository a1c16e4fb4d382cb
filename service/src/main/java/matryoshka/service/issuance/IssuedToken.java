package matryoshka.service.issuance;

import matryoshka.graph.plan.TokenPlan;
import matryoshka.token.MintedTree;

/**
 * A token that was just issued.
 *
 * @param tree the outer token, with all that it nests
 * @param plan what it was minted from
 * @param graphVersion the version of the graph that the plan was made of
 * @param lifetimeSeconds how long it lives
 */
public record IssuedToken(MintedTree tree, TokenPlan plan, long graphVersion, long lifetimeSeconds) {}

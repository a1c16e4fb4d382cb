package matryoshka.service.issuance;

import matryoshka.graph.plan.TokenPlan;
import matryoshka.token.Cnf;
import matryoshka.token.MintedTree;
import org.jspecify.annotations.Nullable;

/**
 * A token that was just issued.
 *
 * @param tree the outer token, with all that it nests
 * @param plan what it was minted from
 * @param graphVersion the version of the graph that the plan was made of
 * @param lifetimeSeconds how long it lives
 * @param cnf what it is bound to, or null for a bearer token
 */
public record IssuedToken(
        MintedTree tree,
        TokenPlan plan,
        long graphVersion,
        long lifetimeSeconds,
        @Nullable Cnf cnf) {
    private static final String DPOP_METHOD = "jkt";

    /** The value of {@code token_type}: how the token is presented (RFC 6749 §7.1, RFC 9449 §5). */
    String type() {
        return cnf != null && cnf.method().equals(DPOP_METHOD) ? "DPoP" : "Bearer";
    }
}

package matryoshka.service.planning.minting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import matryoshka.graph.Confirmation;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.MintedTree;
import org.jspecify.annotations.Nullable;

/**
 * A newly issued token.
 *
 * @param plan what it was issued from
 * @param chain what all its tokens share; names the outer one
 * @param minted the outer token, with everything that it nests; empty if it is minted later
 * @param graphVersion the version of the graph that the plan was made from
 * @param budgetUsed the fraction of the size budget that is used, from 0 to 1
 */
public record IssuedToken(
        TokenPlan plan, ChainValues chain, Optional<MintedTree> minted, long graphVersion, double budgetUsed) {

    /**
     * Returns the outer token, with everything that it nests.
     *
     * @throws IllegalStateException if it is minted later
     */
    public MintedTree tree() {
        return minted.orElseThrow(() -> new IllegalStateException("a handle was issued, and no token"));
    }

    /** Returns the {@code jti} of the outer token. */
    public String jti() {
        return chain.rootJti();
    }

    public Instant expiresAt() {
        return chain.expiry(content().lifetime());
    }

    /** Returns how long it lives. */
    public long lifetimeSeconds() {
        return Duration.between(Instant.ofEpochSecond(chain.now().getEpochSecond()), expiresAt())
                .toSeconds();
    }

    /** Returns the key that the outer token is bound to; null if it is a bearer token. */
    public @Nullable Cnf cnf() {
        Confirmation planned = content().confirmation();
        if (chain.outerCnf() != null || planned == null) {
            return chain.outerCnf();
        }
        return new Cnf(planned.method(), planned.thumbprint());
    }

    /** Returns its {@code token_type}: how it is presented. */
    public String type() {
        return Cnf.tokenType(cnf());
    }

    /** Returns what the plan says about the outer token. */
    public PlannedContent content() {
        return plan.outer().content();
    }
}

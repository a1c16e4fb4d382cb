package matryoshka.service.planning.minting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.ledger.OwnIndexes;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.problems.Outages;
import matryoshka.token.ChainValues;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where the status of a tree of tokens is published: at the places of its plan, or at places of its own if it lives long. Without the
 * database, or where there are too many, it shares the places of its plan.
 */
public final class TreeStatus {
    /** All trees share the places of their plans. */
    public static final TreeStatus SHARED = new TreeStatus(OwnIndexes.NONE, Duration.ofDays(36_500));

    private static final Logger LOG = LoggerFactory.getLogger(TreeStatus.class);

    private final OwnIndexes ownIndexes;
    private final Duration ownAfter;

    /** @param ownAfter trees that live longer have places of their own */
    public TreeStatus(OwnIndexes ownIndexes, Duration ownAfter) {
        this.ownIndexes = ownIndexes;
        this.ownAfter = ownAfter;
    }

    /**
     * Takes places for a tree.
     *
     * @param shared the places of its plan; null if no status is published
     * @return empty if it shares those
     */
    Optional<StatusBlock> own(TokenPlan plan, ChainValues chain, Instant expiry, @Nullable StatusBlock shared) {
        if (shared == null || !expiry.isAfter(chain.now().plus(ownAfter))) {
            return Optional.empty();
        }
        try {
            return ownIndexes.take(new OwnIndexes.Tree(
                    plan.outer().id(),
                    plan.originClient(),
                    chain.rootJti(),
                    plan.leafFirst().stream()
                            .map(token -> token.content().place())
                            .toList(),
                    expiry));
        } catch (RuntimeException failed) {
            if (!Outages.isOutage(failed)) {
                throw failed;
            }
            LOG.warn(
                    "A long-lived token gets no index of its own: {}",
                    failed.getClass().getName());
            return Optional.empty();
        }
    }

    /** Notes the {@code jti} with which the tree was minted in the end. */
    void minted(StatusBlock own, ChainValues chain, String jti) {
        if (!jti.equals(chain.rootJti())) {
            ownIndexes.rename(own, jti);
        }
    }
}

package matryoshka.service.ledger;

import java.time.Instant;
import java.util.SortedSet;
import matryoshka.graph.staleness.MintedPlan;
import org.jspecify.annotations.Nullable;

/**
 * A plan that tokens were minted from.
 *
 * @param plan what is remembered of it
 * @param graphVersion the version of the graph in which it was first minted from
 * @param status where the status of its tokens is published; null when it is not
 * @param firstUsed when it was first minted from
 * @param lastUsed when it was last minted from, to within the time between two flushes
 * @param latestExpiry no token minted from it lives longer
 */
public record PlanUse(
        MintedPlan plan,
        long graphVersion,
        @Nullable StatusBlock status,
        Instant firstUsed,
        Instant lastUsed,
        Instant latestExpiry) {

    /** The id of its outer plan node. */
    public String id() {
        return plan.outer().id();
    }

    /** The client that began the chain. */
    public String clientId() {
        return plan.origin().client();
    }

    /** The scopes that the chain began with. */
    public SortedSet<String> requested() {
        return plan.origin().requested();
    }

    PlanUse usedAgain(Instant now, Instant expiry) {
        return new PlanUse(
                plan, graphVersion, status, firstUsed, now, expiry.isAfter(latestExpiry) ? expiry : latestExpiry);
    }

    PlanUse livingUntil(Instant expiry) {
        return expiry.isAfter(latestExpiry)
                ? new PlanUse(plan, graphVersion, status, firstUsed, lastUsed, expiry)
                : this;
    }
}

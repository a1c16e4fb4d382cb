package matryoshka.service.planning.ledger;

import java.time.Instant;
import matryoshka.service.platform.caches.Weighed;
import org.jspecify.annotations.Nullable;

/**
 * The data that minting needs about a plan in use.
 *
 * @param id of the plan
 * @param status where the status of its tokens is published; null if it is not
 * @param lastUsed when it was last minted from, accurate to the flush interval
 * @param latestExpiry the latest expiry of its tokens
 */
public record PlanUse(String id, @Nullable StatusBlock status, Instant lastUsed, Instant latestExpiry)
        implements Weighed {

    /** The id is the cache key and counts there. */
    private static final long BYTES = 192;

    @Override
    public long weight() {
        return BYTES;
    }

    PlanUse again(Instant now, Instant expiry) {
        return new PlanUse(id, status, now, later(expiry, latestExpiry));
    }

    /** Merges this with what another instance, or an earlier read, knows about the same plan. */
    PlanUse and(PlanUse other) {
        return new PlanUse(id, other.status, later(lastUsed, other.lastUsed), later(latestExpiry, other.latestExpiry));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

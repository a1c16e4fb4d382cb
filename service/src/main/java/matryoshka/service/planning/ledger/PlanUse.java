package matryoshka.service.planning.ledger;

import java.time.Instant;
import matryoshka.service.platform.caches.Weighed;
import org.jspecify.annotations.Nullable;

/**
 * What minting has to know of a plan that is in use.
 *
 * @param id of the plan
 * @param status where the status of its tokens is published; null when it is not
 * @param lastUsed when it was last minted from, to within the time between two flushes
 * @param latestExpiry no token minted from it lives longer
 */
public record PlanUse(String id, @Nullable StatusBlock status, Instant lastUsed, Instant latestExpiry)
        implements Weighed {

    /** The id is the key that it is kept by, and counts there. */
    private static final long BYTES = 192;

    @Override
    public long weight() {
        return BYTES;
    }

    PlanUse again(Instant now, Instant expiry) {
        return new PlanUse(id, status, now, later(expiry, latestExpiry));
    }

    /** This, and what another instance, or an earlier time, knows of the same plan. */
    PlanUse and(PlanUse other) {
        return new PlanUse(id, other.status, later(lastUsed, other.lastUsed), later(latestExpiry, other.latestExpiry));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package matryoshka.service.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.graph.plan.TokenPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which plans are in use. A plan is written before the first token minted from it is answered; from then on only memory is
 * touched, and what has changed there is flushed now and then. Thread-safe.
 */
public final class PlanLedger {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLedger.class);

    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final PlanUses uses;
    private final Duration flushInterval;
    private final Map<String, PlanUse> known = new ConcurrentHashMap<>();
    /** Whatever was used earlier is written. */
    private volatile Instant writtenUntil = Instant.MIN;

    /** @param flushInterval the longest time between two calls of {@link #flush} */
    public PlanLedger(PlanUses uses, Duration flushInterval) {
        this.uses = uses;
        this.flushInterval = flushInterval;
    }

    /**
     * Takes down that a token is minted from a plan. Goes to the database only for a plan this instance has not seen.
     *
     * @param expiry of the token
     */
    public void used(TokenPlan plan, long graphVersion, Instant now, Instant expiry) {
        String id = plan.outer().id();
        PlanUse use = known.get(id);
        if (use == null) {
            PlanUse first =
                    new PlanUse(id, plan.originClient(), plan.requested(), graphVersion, now, now, withMargin(expiry));
            uses.record(List.of(first));
            known.putIfAbsent(id, first);
        } else if (use.latestExpiry().isBefore(now)) {
            revive(extended(use, now, expiry));
        } else if (isLater(use, now)) {
            known.computeIfPresent(
                    id, (same, earlier) -> isLater(earlier, now) ? extended(earlier, now, expiry) : earlier);
        }
    }

    /** The database takes the plan for one without tokens. It is told before the token is out; if it is away, by the next flush. */
    private void revive(PlanUse use) {
        known.put(use.id(), use);
        write(List.of(use));
    }

    /** Once a second is often enough for what is only known to within a flush. */
    private static boolean isLater(PlanUse use, Instant now) {
        return now.isAfter(use.lastUsed().plusSeconds(1));
    }

    private PlanUse extended(PlanUse use, Instant now, Instant expiry) {
        Instant latest = withMargin(expiry);
        return new PlanUse(
                use.id(),
                use.clientId(),
                use.requested(),
                use.graphVersion(),
                use.firstUsed(),
                now,
                latest.isAfter(use.latestExpiry()) ? latest : use.latestExpiry());
    }

    /** Covers the tokens that are minted until the next flush, should there be none after a crash. */
    private Instant withMargin(Instant expiry) {
        return expiry.plus(flushInterval.multipliedBy(2)).plusSeconds(1);
    }

    /** Writes what has changed since the last flush. What cannot be written now is written by the next one. */
    public void flush(Instant now) {
        // Who uses one of these again writes it again.
        known.values().removeIf(use -> use.lastUsed().isBefore(now.minus(FORGOTTEN_AFTER)));
        List<PlanUse> recent = known.values().stream()
                .filter(use -> !use.lastUsed().isBefore(writtenUntil))
                .toList();
        if (write(recent)) {
            // Who took the time before this flush may have taken down the use only after it.
            writtenUntil = now.minus(flushInterval);
        }
    }

    private boolean write(List<PlanUse> some) {
        try {
            uses.record(some);
            return true;
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "The uses of {} plans could not be written: {}",
                    some.size(),
                    unavailable.getClass().getSimpleName());
            return false;
        }
    }
}

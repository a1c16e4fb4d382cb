package matryoshka.service.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    /** First uses on their way to the database, by the plan's id. */
    private final Map<String, CompletableFuture<Void>> firstUses = new ConcurrentHashMap<>();

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
            writeOnce(
                    new PlanUse(id, plan.originClient(), plan.requested(), graphVersion, now, now, withMargin(expiry)));
        } else if (use.latestExpiry().isBefore(now)) {
            revive(use, extended(use, now, expiry));
        } else if (isLater(use, now)) {
            known.computeIfPresent(
                    id, (same, earlier) -> isLater(earlier, now) ? extended(earlier, now, expiry) : earlier);
        }
    }

    /**
     * The database takes the plan for one without tokens. It is told before the token is out, by the first who uses it again; if it is
     * away, by the next flush.
     */
    private void revive(PlanUse expired, PlanUse again) {
        if (known.replace(expired.id(), expired, again)) {
            write(List.of(again));
        }
    }

    /**
     * A plan that is new is new to many requests at once. One of them writes it and the others wait: each with a transaction of its own,
     * they would queue for the same row, and others for a connection.
     */
    private void writeOnce(PlanUse first) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> earlier = firstUses.putIfAbsent(first.id(), mine);
        if (earlier != null) {
            await(earlier);
            return;
        }
        try {
            uses.record(List.of(first));
            known.putIfAbsent(first.id(), first);
            mine.complete(null);
        } catch (RuntimeException | Error failed) {
            mine.completeExceptionally(failed);
            throw failed;
        } finally {
            firstUses.remove(first.id());
        }
    }

    /** Fails as the writing did. */
    private static void await(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException unavailable ? unavailable : failed;
        }
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

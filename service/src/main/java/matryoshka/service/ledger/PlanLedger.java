package matryoshka.service.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.MintedPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which plans are in use. A plan is written before the first token minted from it is answered; from then on only memory is
 * touched, and what has changed there is flushed now and then. Thread-safe.
 */
public final class PlanLedger {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLedger.class);

    private final PlanUses uses;
    private final Duration flushInterval;
    private final Duration kept;
    private final KnownPlans known = new KnownPlans();
    /** First uses on their way to the database, by the plan's id. */
    private final Map<String, CompletableFuture<PlanUse>> firstUses = new ConcurrentHashMap<>();

    /** Whatever was used earlier is written. */
    private volatile Instant writtenUntil = Instant.MIN;

    private volatile Optional<Instant> mark = Optional.empty();

    /**
     * @param flushInterval the longest time between two calls of {@link #flush}
     * @param kept for how long after its last token has expired a plan is kept by all instances at least
     */
    public PlanLedger(PlanUses uses, Duration flushInterval, Duration kept) {
        this.uses = uses;
        this.flushInterval = flushInterval;
        this.kept = kept;
    }

    /**
     * Takes down that a token is about to be minted from a plan. Goes to the database only for a plan this instance does not know, or has
     * not used for long.
     *
     * @param expiry of the token
     * @return the plan as it is kept, with its place in a status list
     */
    public PlanUse used(TokenPlan plan, long graphVersion, Instant now, Instant expiry) {
        PlanUse use = known.get(plan.outer().id());
        if (use == null || use.latestExpiry().plus(kept).isBefore(now)) {
            MintedPlan minted = use == null ? MintedPlan.of(plan) : use.plan();
            return writeOnce(new PlanUse(minted, graphVersion, null, now, now, withMargin(expiry)));
        }
        if (use.latestExpiry().isBefore(now)) {
            // The database takes the plan for one without tokens. It is told by the first who uses it again; if it is
            // away, by a flush.
            PlanUse again = use.usedAgain(now, withMargin(expiry));
            if (known.replace(use, again)) {
                writeIfPossible(again);
            }
        } else if (isLater(use, now)) {
            known.replace(use, use.usedAgain(now, withMargin(expiry)));
        }
        return use;
    }

    /**
     * A plan that is new is new to many requests at once. One of them writes it and the others wait: each with a transaction of its own,
     * they would queue for the same row, and others for a connection.
     */
    private PlanUse writeOnce(PlanUse first) {
        CompletableFuture<PlanUse> mine = new CompletableFuture<>();
        CompletableFuture<PlanUse> earlier = firstUses.putIfAbsent(first.id(), mine);
        if (earlier != null) {
            return await(earlier);
        }
        try {
            PlanUse stored = known.put(uses.enter(first));
            mine.complete(stored);
            return stored;
        } catch (RuntimeException | Error failed) {
            mine.completeExceptionally(failed);
            throw failed;
        } finally {
            firstUses.remove(first.id());
        }
    }

    /** Fails as the writing did. */
    private static PlanUse await(CompletableFuture<PlanUse> written) {
        try {
            return written.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException unavailable ? unavailable : failed;
        }
    }

    /** Once a second is often enough for what is only known to within a flush. */
    private static boolean isLater(PlanUse use, Instant now) {
        return now.isAfter(use.lastUsed().plusSeconds(1));
    }

    /** Covers the tokens that are minted until the next flush, should there be none after a crash. */
    private Instant withMargin(Instant expiry) {
        return expiry.plus(flushInterval.multipliedBy(2)).plusSeconds(1);
    }

    /** A plan that has a node of this id: from memory or, where another instance has just entered it, from the database. */
    public Optional<PlanUse> withNode(String nodeId) {
        return known.withNode(nodeId).or(() -> uses.withNode(nodeId).map(known::put));
    }

    /** Every plan that tokens may still live of, and some of which none do any more. */
    public List<PlanUse> all() {
        return known.all();
    }

    /** Takes over the plans that other instances have entered. */
    public void follow() {
        PlanUses.Entered entered = uses.enteredSince(mark);
        entered.plans().forEach(known::put);
        mark = entered.mark();
    }

    /** Writes what has changed since the last flush that succeeded. What a flush that throws has not written, the next one writes. */
    public void flush(Instant now) {
        List<PlanUse> recent = known.all().stream()
                .filter(use -> !use.lastUsed().isBefore(writtenUntil))
                .toList();
        extend(recent);
        // Who took the time before this flush may have taken down the use only after it.
        writtenUntil = now.minus(flushInterval);
    }

    /**
     * Forgets the plans of which nobody can hold a token, nor a list that speaks of one, be it an instance's that has lost the database.
     *
     * @param safety how long after its last token's expiry a plan is safe to forget; longer than it is used without asking
     */
    public void retire(Instant now, Duration safety) {
        int retired = uses.retire(now.minus(safety));
        known.keepOnly(uses.expiries());
        if (retired > 0) {
            LOG.debug("Forgot {} plans without living tokens.", retired);
        }
    }

    private void writeIfPossible(PlanUse use) {
        try {
            extend(List.of(use));
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "The use of a plan is written later: {}",
                    unavailable.getClass().getSimpleName());
        }
    }

    private void extend(List<PlanUse> some) {
        // Whoever uses one of those that are missing enters it again.
        known.forget(uses.extend(some));
    }
}

package matryoshka.service.planning.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.ledger.PlanEntry.Entered;
import matryoshka.service.planning.ledger.PlanEntry.Refused;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.problems.OverloadedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which plans are in use. A plan is written before the first token minted from it is answered; from then on only memory is
 * touched, and what has changed there is flushed now and then. Thread-safe.
 */
public final class PlanLedger {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLedger.class);

    private static final int MAX_REFUSALS = 10_000;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(1);

    /** How many requests may wait until others have written their plans: each holds a thread. */
    private static final int MAX_WAITING = 48;

    private final PlanUses uses;
    private final KeptPlans plans;
    private final Duration flushInterval;
    private final Duration kept;
    private final KnownPlans known;
    /** First uses on their way to the database, by the plan's id. */
    private final Map<String, CompletableFuture<PlanEntry>> firstUses = new ConcurrentHashMap<>();

    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /** Who asked for a plan too many a moment ago: not every further one is worth counting plans. */
    private final Cache<Asker, Refused> refusals = Caffeine.newBuilder()
            .maximumSize(MAX_REFUSALS)
            .expireAfterWrite(REFUSED_FOR)
            .build();

    private record Asker(String originClient, String client) {}

    /**
     * Remembers nothing yet: what is needed is read when it is.
     *
     * @param flushInterval the longest time between two calls of {@link #flush}
     * @param kept for how long after its last token has expired a plan is kept by all instances at least
     */
    public PlanLedger(PlanUses uses, KeptPlans plans, Duration flushInterval, Duration kept, CacheMemory memory) {
        this.uses = uses;
        this.plans = plans;
        this.flushInterval = flushInterval;
        this.kept = kept;
        this.known = new KnownPlans(memory);
    }

    /**
     * Notes that a token is about to be minted from a plan. Goes to the database only for a plan that this instance does not know, or has
     * not used for long.
     *
     * @param expiry of the token
     * @return the use of the plan, with its place in a status list; or that there may be no further plan
     */
    public PlanEntry used(TokenPlan plan, long graphVersion, Instant now, Instant expiry) {
        PlanUse use = known.use(plan.outer().id());
        if (use == null || use.latestExpiry().plus(kept).isBefore(now)) {
            return writeOnce(NewPlan.of(plan, graphVersion, now, withMargin(expiry)));
        }
        if (use.latestExpiry().isBefore(now)) {
            // The database takes the plan for one without tokens. It is told by the first who uses it again; if it is
            // away, by a flush.
            if (known.replace(use, use.again(now, withMargin(expiry)))) {
                writeIfPossible(use.id());
            }
        } else if (isLater(use, now)) {
            known.replace(use, use.again(now, withMargin(expiry)));
        }
        return new Entered(use);
    }

    /**
     * A plan that is new is new to many requests at once. One of them writes it and the others wait: each with a transaction of its own,
     * they would queue for the same row, and others for a connection.
     */
    private PlanEntry writeOnce(NewPlan plan) {
        CompletableFuture<PlanEntry> mine = new CompletableFuture<>();
        CompletableFuture<PlanEntry> earlier = firstUses.putIfAbsent(plan.id(), mine);
        if (earlier != null) {
            return await(earlier);
        }
        try {
            PlanEntry entry = write(plan);
            mine.complete(entry);
            return entry;
        } catch (RuntimeException | Error failed) {
            mine.completeExceptionally(failed);
            throw failed;
        } finally {
            firstUses.remove(plan.id());
        }
    }

    private PlanEntry write(NewPlan plan) {
        Asker asker = new Asker(plan.clientId(), plan.enteredBy());
        Refused earlier = refusals.getIfPresent(asker);
        if (earlier != null && uses.find(plan.id()).isEmpty()) {
            return earlier;
        }
        PlanEntry entry = uses.enter(plan);
        if (entry instanceof Refused refused) {
            refusals.put(asker, refused);
            return refused;
        }
        PlanUse use = ((Entered) entry).use();
        known.put(plan.id(), plan.kept(use));
        return new Entered(known.put(use));
    }

    /** Fails as the writing did, or at once when enough requests wait for a database that takes its time. */
    private PlanEntry await(CompletableFuture<PlanEntry> written) {
        if (!waiting.tryAcquire()) {
            throw new OverloadedException("too many requests wait for plans to be written");
        }
        try {
            return written.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException unavailable ? unavailable : failed;
        } finally {
            waiting.release();
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

    /** A plan that has a node of this id: from memory or, if it is not remembered here, from the database. */
    public Optional<KeptPlan> withNode(String nodeId) {
        return known.withNode(nodeId).or(() -> plans.withNode(nodeId).map(plan -> known.put(nodeId, plan)));
    }

    /** Writes what has changed since the last flush that succeeded. What a flush that throws has not written, the next one writes. */
    public void flush() {
        extend(known.takeUnwritten(known.unwritten()));
    }

    /**
     * Forgets the plans of which nobody can hold a token, nor a list that speaks of one, be it an instance's that has lost the database.
     * What instances remember of them does no harm: they ask before they use them again.
     *
     * @param safety how long after its last token's expiry a plan is safe to forget; longer than it is used without asking
     */
    public void retire(Instant now, Duration safety) {
        int retired = uses.retire(now.minus(safety));
        if (retired > 0) {
            LOG.debug("Forgot {} plans without living tokens.", retired);
        }
    }

    private void writeIfPossible(String id) {
        try {
            extend(known.takeUnwritten(List.of(id)));
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "The use of a plan is written later: {}",
                    unavailable.getClass().getSimpleName());
        }
    }

    private void extend(List<PlanUse> unwritten) {
        boolean written = false;
        try {
            // Whoever uses one of those that are missing enters it again.
            known.forget(uses.extend(unwritten));
            written = true;
        } finally {
            if (!written) {
                known.giveBack(unwritten);
            }
        }
    }
}

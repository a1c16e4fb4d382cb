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
import matryoshka.service.platform.overload.Pause;
import matryoshka.service.platform.problems.OverloadedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks which plans are in use. A plan is written to the database before the first token minted from it is returned. From then on uses are
 * tracked in memory and flushed regularly. Thread-safe.
 */
public final class PlanLedger {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLedger.class);

    private static final int MAX_REFUSALS = 10_000;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(1);

    /** How many requests may wait for others to write their plans; each occupies a thread. */
    private static final int MAX_WAITING = 48;

    private final PlanUses uses;
    private final KeptPlans plans;
    private final Duration flushInterval;
    private final Duration kept;
    private final KnownPlans known;
    /** First uses that are being written to the database, by plan id. */
    private final Map<String, CompletableFuture<PlanEntry>> firstUses = new ConcurrentHashMap<>();

    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /** Recent refusals, so that plans are not counted again for each further request. */
    private final Cache<Asker, Refused> refusals = Caffeine.newBuilder()
            .maximumSize(MAX_REFUSALS)
            .expireAfterWrite(REFUSED_FOR)
            .build();

    private record Asker(String originClient, String client) {}

    /**
     * Starts empty; data is read when it is needed.
     *
     * @param flushInterval the longest time between two calls of {@link #flush}
     * @param kept the minimum time after the expiry of its last token for which all instances keep a plan
     */
    public PlanLedger(PlanUses uses, KeptPlans plans, Duration flushInterval, Duration kept, CacheMemory memory) {
        this.uses = uses;
        this.plans = plans;
        this.flushInterval = flushInterval;
        this.kept = kept;
        this.known = new KnownPlans(memory);
    }

    /**
     * Notes that a token is about to be minted from a plan. Accesses the database only if this instance does not know the plan, or has not
     * used it for a long time.
     *
     * @param expiry of the token
     * @return the use of the plan, with its place in a status list; or a refusal if there may be no further plan
     */
    public PlanEntry used(TokenPlan plan, long graphVersion, Instant now, Instant expiry) {
        PlanUse use = known.use(plan.outer().id());
        if (use == null || use.latestExpiry().plus(kept).isBefore(now)) {
            return writeOnce(NewPlan.of(plan, graphVersion, now, withMargin(expiry)));
        }
        if (use.latestExpiry().isBefore(now)) {
            // To the database, the plan has no live tokens. The first request that uses it again updates the database;
            // if that fails, a flush does.
            if (known.replace(use, use.again(now, withMargin(expiry)))) {
                writeIfPossible(use.id());
            }
        } else if (isLater(use, now)) {
            known.replace(use, use.again(now, withMargin(expiry)));
        }
        return new Entered(use);
    }

    /**
     * Many requests may need a new plan at once. One of them writes it while the others wait: with a transaction each, they would queue for
     * the same row, and other requests would queue for connections.
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

    /** Fails as the write did, or at once if enough requests are already waiting for a slow database. */
    private PlanEntry await(CompletableFuture<PlanEntry> written) {
        if (!waiting.tryAcquire()) {
            throw new OverloadedException("too many requests are waiting for plans to be written");
        }
        Pause pause = Pause.begin();
        try {
            return written.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException unavailable ? unavailable : failed;
        } finally {
            pause.end();
            waiting.release();
        }
    }

    /** Updates once a second are enough, since uses are accurate only to a flush interval. */
    private static boolean isLater(PlanUse use, Instant now) {
        return now.isAfter(use.lastUsed().plusSeconds(1));
    }

    /** Also covers tokens minted until the next flush, in case of a crash before it. */
    private Instant withMargin(Instant expiry) {
        return expiry.plus(flushInterval.multipliedBy(2)).plusSeconds(1);
    }

    /** Returns a plan with a node of this id, from memory or from the database. */
    public Optional<KeptPlan> withNode(String nodeId) {
        return known.withNode(nodeId).or(() -> plans.withNode(nodeId).map(plan -> known.put(nodeId, plan)));
    }

    /** Writes what has changed since the last successful flush. If it throws, the next flush writes the rest. */
    public void flush() {
        extend(known.takeUnwritten(known.unwritten()));
    }

    /**
     * Removes plans when nobody can have a token of them any more, or a status list that covers one, even from an instance that has lost
     * the database. Copies in the memory of instances do no harm: instances consult the database before they use such a plan again.
     *
     * @param safety how long after its last token's expiry a plan can safely be removed; longer than instances use it without consulting
     *     the database
     */
    public void retire(Instant now, Duration safety) {
        int retired = uses.retire(now.minus(safety));
        if (retired > 0) {
            LOG.debug("Removed {} plans without live tokens.", retired);
        }
    }

    private void writeIfPossible(String id) {
        try {
            extend(known.takeUnwritten(List.of(id)));
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Could not write the use of a plan; will retry: {}",
                    unavailable.getClass().getSimpleName());
        }
    }

    private void extend(List<PlanUse> unwritten) {
        boolean written = false;
        try {
            // The next use of a missing plan enters it again.
            known.forget(uses.extend(unwritten));
            written = true;
        } finally {
            if (!written) {
                known.giveBack(unwritten);
            }
        }
    }
}

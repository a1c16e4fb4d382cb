package matryoshka.service.staleness;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;
import matryoshka.service.snapshot.Snapshot;

/**
 * Decides what follows from a token's staleness. Withdrawn authority is flagged or refused, as the dependency that gave it says, even if
 * that dependency has been removed since; if the dependency says nothing, as the issuer says. A token that only lacks authority counts as
 * fresh during a grace period, so that not all holders renew at once.
 */
public final class StalenessPolicy {
    private record Withdrawn(long version, SortedSet<String> from) {}

    private final ExcessPolicy excess;
    private final Duration missingGrace;
    private final LastTerms lastTerms;
    private final StaleSince staleSince;
    private final Clock clock;
    private final WeighedCache<Withdrawn, Boolean> refused;

    /**
     * @param excess the policy where dependencies set none
     * @param missingGrace the grace period; zero for none
     */
    public StalenessPolicy(
            ExcessPolicy excess,
            Duration missingGrace,
            LastTerms lastTerms,
            StaleSince staleSince,
            Clock clock,
            CacheMemory memory) {
        this.excess = excess;
        this.missingGrace = missingGrace;
        this.lastTerms = lastTerms;
        this.staleSince = staleSince;
        this.clock = clock;
        this.refused = memory.cache(CacheShare.EXCESS_POLICIES);
    }

    public StalenessStatus status(Snapshot snapshot, EvaluateTokens.Found found) {
        return status(
                snapshot,
                found.standing(),
                () -> found.kept().plan().nodes().get(found.index()).id());
    }

    /**
     * Decides the status of the tokens of a plan node.
     *
     * @param node supplies the id of that node; rarely called
     */
    public StalenessStatus status(Snapshot snapshot, Staleness standing, Supplier<String> node) {
        if (!standing.stale()) {
            return StalenessStatus.FRESH;
        }
        if (standing.excess().isEmpty()) {
            return isWithinGrace(node) ? StalenessStatus.FRESH : StalenessStatus.STALE;
        }
        return refuses(snapshot, standing) ? StalenessStatus.REFUSED : StalenessStatus.STALE;
    }

    private boolean isWithinGrace(Supplier<String> node) {
        return !missingGrace.isZero()
                && staleSince
                        .since(node.get())
                        .map(since -> clock.instant().isBefore(since.plus(missingGrace)))
                        .orElse(true);
    }

    private boolean refuses(Snapshot snapshot, Staleness standing) {
        Withdrawn withdrawn = new Withdrawn(snapshot.version(), standing.withdrawnFrom());
        Optional<Boolean> known = refused.find(withdrawn);
        if (known.isPresent()) {
            return known.get();
        }
        // Outside the cache, whose lock would let others wait unnoticed while this asks the database.
        boolean refuses = refuses(withdrawn);
        refused.put(withdrawn, refuses);
        return refuses;
    }

    private boolean refuses(Withdrawn withdrawn) {
        Map<String, ExcessPolicy> last = lastTerms.excess(withdrawn.from());
        return withdrawn.from().stream().anyMatch(giver -> last.getOrDefault(giver, excess) == ExcessPolicy.REJECT);
    }
}

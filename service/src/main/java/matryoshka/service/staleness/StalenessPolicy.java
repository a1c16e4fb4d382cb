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
 * What follows from a token's standing. Power that was withdrawn is flagged or refused, as the dependency that gave it says, be it gone
 * since, or else as the issuer does. What only lacks something is let alone for a grace, so that not all holders renew at once.
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
     * @param excess where dependencies say nothing
     * @param missingGrace zero for none
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
     * What follows from the standing of a plan node's tokens.
     *
     * @param node the id of that node; seldom asked for
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
        return refused.get(withdrawn, asked -> Optional.of(refuses(asked))).orElseThrow();
    }

    private boolean refuses(Withdrawn withdrawn) {
        Map<String, ExcessPolicy> last = lastTerms.excess(withdrawn.from());
        return withdrawn.from().stream().anyMatch(giver -> last.getOrDefault(giver, excess) == ExcessPolicy.REJECT);
    }
}

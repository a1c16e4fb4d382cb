package matryoshka.service.staleness;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.staleness.Standing;
import matryoshka.service.caches.CacheMemory;
import matryoshka.service.caches.CacheShare;
import matryoshka.service.caches.WeighedCache;
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

    public Verdict verdict(Snapshot snapshot, JudgeTokens.Found found) {
        Standing standing = found.standing();
        if (!standing.stale()) {
            return Verdict.FRESH;
        }
        if (standing.excess().isEmpty()) {
            String node = found.use().plan().nodes().get(found.index()).id();
            return isWithinGrace(node) ? Verdict.FRESH : Verdict.STALE;
        }
        return refuses(snapshot, standing) ? Verdict.REFUSED : Verdict.STALE;
    }

    private boolean isWithinGrace(String node) {
        return !missingGrace.isZero()
                && staleSince
                        .since(node)
                        .map(since -> clock.instant().isBefore(since.plus(missingGrace)))
                        .orElse(true);
    }

    private boolean refuses(Snapshot snapshot, Standing standing) {
        Withdrawn withdrawn = new Withdrawn(snapshot.version(), standing.withdrawnFrom());
        return refused.get(withdrawn, asked -> Optional.of(refuses(asked))).orElseThrow();
    }

    private boolean refuses(Withdrawn withdrawn) {
        Map<String, ExcessPolicy> last = lastTerms.excess(withdrawn.from());
        return withdrawn.from().stream().anyMatch(giver -> last.getOrDefault(giver, excess) == ExcessPolicy.REJECT);
    }
}

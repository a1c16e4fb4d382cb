package matryoshka.service.staleness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.staleness.Standing;
import matryoshka.service.snapshot.Snapshot;

/**
 * What follows from a token's standing. Power that was withdrawn is flagged or refused, as the dependency that gave it says, be it gone
 * since, or else as the issuer does. What only lacks something is let alone for a grace, so that not all holders renew at once.
 */
public final class StalenessPolicy {
    private static final int MOST_NAMES = 10_000;

    private record Withdrawn(long version, SortedSet<String> from) {}

    private final ExcessPolicy excess;
    private final Duration missingGrace;
    private final LastTerms lastTerms;
    private final StaleSince staleSince;
    private final Clock clock;
    private final Cache<Withdrawn, Boolean> refused =
            Caffeine.newBuilder().maximumSize(MOST_NAMES).build();

    /**
     * @param excess where dependencies say nothing
     * @param missingGrace zero for none
     */
    public StalenessPolicy(
            ExcessPolicy excess, Duration missingGrace, LastTerms lastTerms, StaleSince staleSince, Clock clock) {
        this.excess = excess;
        this.missingGrace = missingGrace;
        this.lastTerms = lastTerms;
        this.staleSince = staleSince;
        this.clock = clock;
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
        return refused.get(new Withdrawn(snapshot.version(), standing.withdrawnFrom()), withdrawn -> {
            Map<String, ExcessPolicy> last = lastTerms.excess(withdrawn.from());
            return withdrawn.from().stream().anyMatch(giver -> last.getOrDefault(giver, excess) == ExcessPolicy.REJECT);
        });
    }
}

package matryoshka.service.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Brings what this instance knows of revocations up to what the database holds. For one thread at a time. */
public final class RevocationSync {
    /**
     * Commits are not in the order of {@code created_at}: what was added earlier than something that was seen may become visible later. A
     * statement takes half of this at most, its commit included.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final RevocationCache revocations;
    private final Clock clock;
    private Instant readAt = Instant.EPOCH;
    private volatile Instant heardAt = Instant.EPOCH;

    public RevocationSync(RevocationCache revocations, Clock clock) {
        this.revocations = revocations;
        this.clock = clock;
    }

    /** How long ago it was known here for the last time what all instances had revoked. For any thread. */
    public Duration sinceHeard() {
        return Duration.between(heardAt, clock.instant());
    }

    /** Takes over all that are in force: at the start, and whenever something may have been missed. */
    public void readAll(RevocationStore kept) {
        read(kept, Instant.EPOCH);
    }

    /** Takes over what was added since the last reading. */
    public void readNew(RevocationStore kept) {
        read(kept, readAt.minus(OVERLAP));
    }

    private void read(RevocationStore kept, Instant since) {
        Instant asked = clock.instant();
        RevocationStore.Recent recent = kept.since(since);
        recent.revocations().forEach(revocations::add);
        readAt = recent.at();
        heardAt = asked;
    }
}

package matryoshka.service.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Updates this instance's revocations from the database. For use by one thread at a time. */
public final class RevocationSync {
    /**
     * Commits do not follow the order of {@code created_at}: a row added earlier than one already seen may become visible later. A
     * statement takes at most half of this time, including its commit.
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

    /** Returns how long ago this instance last knew all revocations of all instances. For any thread. */
    public Duration sinceHeard() {
        return Duration.between(heardAt, clock.instant());
    }

    /** Loads all that are in force: at startup, and whenever something may have been missed. */
    public void readAll(RevocationStore kept) {
        read(kept, Instant.EPOCH);
    }

    /** Loads what was added since the last read. */
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

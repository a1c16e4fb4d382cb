package matryoshka.service.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

    /** Loads all that are in force, from the database itself. */
    public void readAll(RevocationStore kept) {
        readAll(kept, Optional.of(clock.instant()));
    }

    /**
     * Loads all that are in force: whenever something may have been missed.
     *
     * @param complete the time before which all revocations are in the store; empty if that is not known
     */
    public void readAll(RevocationStore kept, Optional<Instant> complete) {
        read(kept, Instant.EPOCH, complete);
    }

    /** Loads what was added since the last read, from the database itself. */
    public void readNew(RevocationStore kept) {
        readNew(kept, Optional.of(clock.instant()));
    }

    /** Loads what was added since the last read. */
    public void readNew(RevocationStore kept, Optional<Instant> complete) {
        read(kept, readAt.minus(OVERLAP), complete);
    }

    private void read(RevocationStore kept, Instant since, Optional<Instant> complete) {
        RevocationStore.Recent recent = kept.since(since);
        recent.revocations().forEach(revocations::add);
        if (complete.isPresent()) {
            Instant until = complete.get();
            // The store may be a standby with a clock of its own.
            readAt = until.isBefore(recent.at()) ? until : recent.at();
            heardAt = until;
        }
    }
}

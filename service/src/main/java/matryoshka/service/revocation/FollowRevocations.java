package matryoshka.service.revocation;

import java.time.Duration;
import java.time.Instant;

/** Brings what this instance knows of revocations up to what the database holds. For one thread at a time. */
public final class FollowRevocations {
    /**
     * Commits are not in the order of {@code created_at}: what was added earlier than something that was seen may become visible later. A
     * statement takes half of this at most, its commit included.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Revocations revocations;
    private Instant readAt = Instant.EPOCH;

    public FollowRevocations(Revocations revocations) {
        this.revocations = revocations;
    }

    /** Takes over all that are in force: at the start, and whenever something may have been missed. */
    public void readAll(KeptRevocations kept) {
        read(kept.since(Instant.EPOCH));
    }

    /** Takes over what was added since the last reading. */
    public void readNew(KeptRevocations kept) {
        read(kept.since(readAt.minus(OVERLAP)));
    }

    private void read(KeptRevocations.Recent recent) {
        recent.revocations().forEach(revocations::add);
        readAt = recent.at();
    }
}

package matryoshka.service.staleness.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When status lists are made, and how long they are valid. */
public final class StatusTimes {
    /** A list is valid for this many times its {@code ttl}: clients that cannot fetch a new one keep using it for that long. */
    private static final int TTLS_TO_LIVE = 5;

    private final Clock clock;
    private final Duration ttl;

    /** @param ttl after which clients should fetch the list again; whole seconds */
    public StatusTimes(Clock clock, Duration ttl) {
        this.clock = clock;
        this.ttl = ttl;
    }

    public Duration ttl() {
        return ttl;
    }

    /** Returns the longest time for which a client uses a list. */
    public Duration longestLife() {
        return ttl.multipliedBy(TTLS_TO_LIVE);
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns the same time on all instances during one {@code ttl}, so that caches in front of them agree. */
    Instant issuedAt(Instant now) {
        long seconds = ttl.toSeconds();
        return Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    }

    Instant expiresAt(Instant issuedAt) {
        return issuedAt.plus(longestLife());
    }
}

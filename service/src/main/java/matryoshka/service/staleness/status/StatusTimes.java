package matryoshka.service.staleness.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When status lists are made, and until when they are good. */
public final class StatusTimes {
    /** A list is good for so many times its {@code ttl}: who cannot fetch a new one goes on with it for that long. */
    private static final int TTLS_TO_LIVE = 5;

    private final Clock clock;
    private final Duration ttl;

    /** @param ttl after which a list should be fetched again; whole seconds */
    public StatusTimes(Clock clock, Duration ttl) {
        this.clock = clock;
        this.ttl = ttl;
    }

    public Duration ttl() {
        return ttl;
    }

    /** The longest that anybody goes by a list. */
    public Duration longestLife() {
        return ttl.multipliedBy(TTLS_TO_LIVE);
    }

    Instant now() {
        return clock.instant();
    }

    /** The same on all instances for as long as a {@code ttl}, so that caches in front of them agree. */
    Instant issuedAt(Instant now) {
        long seconds = ttl.toSeconds();
        return Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    }

    Instant expiresAt(Instant issuedAt) {
        return issuedAt.plus(longestLife());
    }
}

package matryoshka.service.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when keys may be fetched from one URL. After a successful fetch one more may begin at once, since a token can be signed with a
 * key that was published a moment ago; further ones follow at most once a minute. So nobody can make this issuer fetch more often by
 * sending invented key ids or signatures. After a failed fetch the next may begin within seconds, then with growing pauses of up to a
 * minute. Not thread-safe.
 */
final class FetchPace {
    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    /** This many doublings reach the longest pause. */
    private static final int MAX_DOUBLINGS = 5;

    private Instant debt = Instant.EPOCH;
    private Instant retryAt = Instant.EPOCH;
    private int failures;

    /** Returns the time until a fetch may begin; zero or less if one may begin now. */
    Duration untilNext(Instant now) {
        return Duration.between(now, failures > 0 ? retryAt : debt.minus(BETWEEN_FETCHES));
    }

    boolean mayBegin(Instant now) {
        return untilNext(now).compareTo(Duration.ZERO) <= 0;
    }

    void succeeded(Instant now) {
        failures = 0;
        debt = (debt.isAfter(now) ? debt : now).plus(BETWEEN_FETCHES);
    }

    void failed(Instant now) {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        retryAt = now.plus(pause.compareTo(BETWEEN_FETCHES) < 0 ? pause : BETWEEN_FETCHES);
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
    }
}

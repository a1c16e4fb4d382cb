package matryoshka.service.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * When keys may be fetched from one address. After a fetch that succeeded one more may begin at once, since a token can be signed by a key
 * that was published a moment ago; further ones follow once a minute. So whoever sends made-up key ids or signatures cannot make us ask
 * more often. After a fetch that failed the next may begin within seconds, then less and less often, at least once a minute. Not
 * thread-safe.
 */
final class FetchPace {
    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    /** So many doublings reach the longest pause. */
    private static final int MAX_DOUBLINGS = 5;

    private Instant debt = Instant.EPOCH;
    private Instant retryAt = Instant.EPOCH;
    private int failures;

    /** How long it takes until a fetch may begin; zero or less when one may now. */
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

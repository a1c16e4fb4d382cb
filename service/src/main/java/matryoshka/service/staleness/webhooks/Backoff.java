package matryoshka.service.staleness.webhooks;

import java.time.Duration;

/** How long to wait after a failure: from one second, doubled each time, up to five minutes, with jitter. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 9;
    private static final double SPREAD = 0.2;

    private Backoff() {}

    /**
     * Returns the pause before the next attempt.
     *
     * @param attempts made so far, at least one
     * @param chance random, from 0 to 1
     */
    static Duration after(int attempts, double chance) {
        long doubled = FIRST.toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS);
        double spread = 1 - SPREAD + 2 * SPREAD * chance;
        return Duration.ofMillis(Math.round(Math.min(doubled, MAX_DELAY.toMillis()) * spread));
    }
}

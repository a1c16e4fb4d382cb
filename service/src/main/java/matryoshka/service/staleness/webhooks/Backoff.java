package matryoshka.service.staleness.webhooks;

import java.time.Duration;

/** How long to wait after a failure: from a second, doubled each time, to five minutes; a little more or less, so that not all come at once. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 9;
    private static final double SPREAD = 0.2;

    private Backoff() {}

    /**
     * The pause before the next attempt.
     *
     * @param attempts so far, at least one
     * @param chance from 0 to 1
     */
    static Duration after(int attempts, double chance) {
        long doubled = FIRST.toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS);
        double spread = 1 - SPREAD + 2 * SPREAD * chance;
        return Duration.ofMillis(Math.round(Math.min(doubled, MAX_DELAY.toMillis()) * spread));
    }
}

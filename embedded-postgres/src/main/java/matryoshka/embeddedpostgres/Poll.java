package matryoshka.embeddedpostgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls for conditions that have no notification. */
final class Poll {
    private static final long PAUSE_MILLIS = 20;

    private Poll() {}

    /** Returns whether the condition became true in time. */
    static boolean until(Duration timeout, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > timeout.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while waiting for the embedded database", e);
        }
    }
}

package matryoshka.service.staleness.events;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Yields the processor to other work. */
final class Rest {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Rest() {}

    /**
     * Pauses for this time, at most a second, if there is more to do. Throws if the thread is interrupted, which means that it should stop.
     */
    static void asLongAs(long nanos, boolean isMore) {
        if (!isMore) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(nanos, MAX_NANOS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped while waiting");
        }
    }
}

package matryoshka.service.staleness.events;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Leaves the processor to others. */
final class Rest {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Rest() {}

    /** Rests for this time, a second at most, if there is more to do. Throws if the thread is interrupted: it is meant to end. */
    static void asLongAs(long nanos, boolean isMore) {
        if (!isMore) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(nanos, MAX_NANOS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped while it rested");
        }
    }
}

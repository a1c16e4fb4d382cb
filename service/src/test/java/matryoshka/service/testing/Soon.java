package matryoshka.service.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition. */
public final class Soon {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Soon() {}

    /** Returns as soon as the condition holds; fails if it does not within this time. */
    public static void within(Duration patience, Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSo.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The condition did not hold within " + patience + ".");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

package matryoshka.service.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes by itself. */
public final class Soon {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Soon() {}

    /** Fails when it is not so within this time; goes on as soon as it is. */
    public static void within(Duration patience, Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSo.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come within " + patience + ".");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

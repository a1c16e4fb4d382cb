package matryoshka.service.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition. */
public final class Soon {
    /** Far longer than anything takes, since a busy machine may take its time: how fast something is, the benchmarks tell. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Soon() {}

    /** Returns as soon as the condition holds; fails if it never does. */
    public static void holds(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The condition did not hold within " + PATIENCE + ".");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

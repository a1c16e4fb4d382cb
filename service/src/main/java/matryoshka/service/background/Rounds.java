package matryoshka.service.background;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things again and again, one at a time, on a thread of its own. */
public final class Rounds {
    private final ScheduledExecutorService executor;

    /** @param name of the thread */
    public Rounds(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(Daemons.named(name));
    }

    /**
     * Begins with one of them.
     *
     * @param pause before the first time, and from the end of one to the beginning of the next
     * @param task throws nothing: it would not be done again
     */
    public void every(Duration pause, Runnable task) {
        // Its result is never asked for: it goes on until it is stopped.
        var unused = executor.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends them; what is being done is waited for as long as this. */
    public void finish(Duration patience) throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends them; what is being done is interrupted. */
    public void stop() {
        executor.shutdownNow();
    }
}

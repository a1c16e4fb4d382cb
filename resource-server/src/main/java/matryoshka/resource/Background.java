package matryoshka.resource;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes what is known of the issuers, so that no request waits for it. Its threads keep no process alive. */
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_BUG = Duration.ofSeconds(30);

    private final ScheduledExecutorService threads;

    /** Work that repeats. */
    interface Work {
        /** Works once, and returns the time until the next. */
        Duration run();
    }

    Background(int threadCount) {
        this.threads = Executors.newScheduledThreadPool(threadCount, work -> {
            Thread thread = new Thread(work, "matryoshka-resource-server");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Works now and again, until this is closed. */
    void start(Work work) {
        schedule(work, Duration.ZERO);
    }

    private void schedule(Work work, Duration delay) {
        try {
            var unused = threads.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed");
        }
    }

    private void run(Work work) {
        Duration next = AFTER_BUG;
        try {
            next = work.run();
        } catch (RuntimeException bug) {
            // Work that is interrupted by the end fails in many ways.
            if (!threads.isShutdown()) {
                LOG.error("work in the background failed", bug);
            }
        } finally {
            schedule(work, next);
        }
    }

    ScheduledExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

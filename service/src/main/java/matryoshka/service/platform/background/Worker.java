package matryoshka.service.platform.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import matryoshka.service.platform.problems.Outages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that repeats its round until it is told to stop. Nothing that a round throws ends it, not even an {@link OutOfMemoryError}: the
 * failure is counted, logged once for each series of failures, and the next round begins after the pause. {@link Workers} reports its state
 * to health checks and metrics.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** The pause between rounds if the pause itself failed, so that a process in trouble is not kept busy. */
    private static final Duration FALLBACK_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Duration maxSilence;
    private final LongSupplier nanoTime;
    private final ThreadFactory threads;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();
    private volatile long succeededAt;
    private volatile boolean failing;
    private volatile @Nullable Thread thread;

    /** One round of work. It ends early when it is interrupted. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    /** The wait after a round, until the next one is due or requested. */
    @FunctionalInterface
    public interface Pause {
        /**
         * Waits.
         *
         * @param failed whether the previous round failed
         */
        void await(boolean failed) throws InterruptedException;
    }

    /**
     * Creates a worker that has not started yet.
     *
     * @param name of its thread
     * @param maxSilence how long it may go without a successful round before it counts as unhealthy
     * @param nanoTime a monotonic clock, like {@link System#nanoTime}
     * @param threads creates its thread
     */
    Worker(String name, Duration maxSilence, LongSupplier nanoTime, ThreadFactory threads) {
        this.name = name;
        this.maxSilence = maxSilence;
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    public String name() {
        return name;
    }

    /** Starts the worker with a round. */
    public void start(Round round, Pause pause) {
        succeededAt = nanoTime.getAsLong();
        Thread starting = threads.newThread(() -> live(round, pause));
        starting.start();
        thread = starting;
    }

    /** Starts the worker with a pause. Each pause lasts from the end of one round to the beginning of the next. */
    public void every(Duration pause, Round round) {
        start(
                () -> {
                    if (!rest(pause)) {
                        round.run();
                    }
                },
                failed -> {});
    }

    /** Returns whether the worker has been told to stop. Long rounds check this. */
    public boolean isStopped() {
        return stopping.getCount() == 0;
    }

    /** Waits. Returns whether the worker was told to stop in the meantime. */
    public boolean rest(Duration time) throws InterruptedException {
        return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reports success from within a long round, whenever it has done its work. A round that returns has succeeded anyway. */
    public void succeeded() {
        succeededAt = nanoTime.getAsLong();
        if (failing) {
            failing = false;
            LOG.info("Worker {} has recovered.", name);
        }
    }

    /** Stops the worker: interrupts the current round and waits for its end for at most this time. */
    public void stop(Duration patience) throws InterruptedException {
        end(patience, true);
    }

    /** Stops the worker: waits for the end of the current round for at most this time. */
    public void finish(Duration patience) throws InterruptedException {
        end(patience, false);
    }

    private void end(Duration patience, boolean interrupting) throws InterruptedException {
        stopping.countDown();
        Thread running = thread;
        if (running != null) {
            if (interrupting) {
                running.interrupt();
            }
            running.join(Math.max(1, patience.toMillis()));
        }
    }

    /** Returns the current state. */
    public WorkerState state() {
        Thread running = thread;
        Duration sinceSuccess = running == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - succeededAt);
        boolean dead = running != null && !isStopped() && !running.isAlive();
        boolean silent = !isStopped() && sinceSuccess.compareTo(maxSilence) > 0;
        return new WorkerState(name, failures.get(), restarts.get(), sinceSuccess, dead, silent);
    }

    private void live(Round round, Pause pause) {
        while (!isStopped()) {
            try {
                pause.await(!isDone(round));
            } catch (InterruptedException stopOrNothing) {
                // Reported separately by whoever stops the worker.
            } catch (Throwable evenNow) {
                // Counting or logging failed, perhaps for lack of memory. Nothing here allocates any.
                LockSupport.parkNanos(FALLBACK_PAUSE.toNanos());
            }
        }
    }

    private boolean isDone(Round round) {
        try {
            round.run();
            succeeded();
            return true;
        } catch (InterruptedException stopOrNothing) {
            return true;
        } catch (Throwable failure) {
            failed(failure);
            return false;
        }
    }

    private void failed(Throwable failure) {
        if (isStopped()) {
            return;
        }
        failures.incrementAndGet();
        if (failure instanceof Error) {
            restarts.incrementAndGet();
        }
        if (!failing) {
            failing = true;
            log(failure);
        }
    }

    private void log(Throwable failure) {
        if (Outages.isOutage(failure)) {
            // The class name contains neither statements nor rows.
            LOG.warn(
                    "Worker {} cannot use the database; will retry: {}",
                    name,
                    failure.getClass().getName());
        } else {
            LOG.error("Worker {} failed; restarting it.", name, failure);
        }
    }
}

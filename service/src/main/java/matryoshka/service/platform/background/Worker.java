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
 * failure is counted, logged once for each series of failures, and the next round begins after the pause. {@link Workers} tells health and
 * metrics how it is.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Between rounds when the pause itself failed, so that a process in trouble is not kept busy. */
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

    /** One round. It ends early when it is interrupted. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    /** The wait after a round: until the next is due, or something calls for it. */
    @FunctionalInterface
    public interface Pause {
        /**
         * Waits.
         *
         * @param failed whether the round before it failed
         */
        void await(boolean failed) throws InterruptedException;
    }

    /**
     * A worker that has not begun yet.
     *
     * @param name of its thread
     * @param maxSilence how long it may go without a round that succeeds before it counts as sick
     * @param nanoTime never goes back, as {@link System#nanoTime} does not
     * @param threads makes its thread
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

    /** Begins with a round. */
    public void start(Round round, Pause pause) {
        succeededAt = nanoTime.getAsLong();
        Thread starting = threads.newThread(() -> live(round, pause));
        starting.start();
        thread = starting;
    }

    /** Does something again and again. It begins with the pause, and pauses from the end of one round to the beginning of the next. */
    public void every(Duration pause, Round round) {
        start(
                () -> {
                    if (!rest(pause)) {
                        round.run();
                    }
                },
                failed -> {});
    }

    /** Whether it has been told to stop. A round that lasts looks at this. */
    public boolean isStopped() {
        return stopping.getCount() == 0;
    }

    /** Waits; whether it was told to stop meanwhile. */
    public boolean rest(Duration time) throws InterruptedException {
        return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To be called by a round that lasts, whenever it has done what it is there for. One that returns has succeeded. */
    public void succeeded() {
        succeededAt = nanoTime.getAsLong();
        if (failing) {
            failing = false;
            LOG.info("The worker {} works again.", name);
        }
    }

    /** Ends it. The round under way is interrupted, and waited for as long as this. */
    public void stop(Duration patience) throws InterruptedException {
        end(patience, true);
    }

    /** Ends it. The round under way is waited for as long as this. */
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

    /** How it is now. */
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
                // Whoever stops it says so beside.
            } catch (Throwable evenNow) {
                // What could not be counted or logged, for want of memory perhaps. Nothing here needs any.
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
            // Neither statements nor rows are in the name of a class.
            LOG.warn(
                    "The worker {} needs the database, and tries on: {}",
                    name,
                    failure.getClass().getName());
        } else {
            LOG.error("The worker {} failed, and begins again.", name, failure);
        }
    }
}

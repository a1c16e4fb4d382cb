package matryoshka.service.platform.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many requests use the database, and how many wait for it, and lets none in while it is lost. So it never holds more than a part
 * of the threads. Thread-safe.
 */
final class Bulkhead {
    private final int maxWaiting;
    private final long patienceNanos;
    private int free;
    private int waiting;
    private boolean lost;

    /**
     * @param places how many may be in it
     * @param maxWaiting how many may wait for one of these to leave
     * @param patience how long
     */
    Bulkhead(int places, int maxWaiting, Duration patience) {
        this.free = places;
        this.maxWaiting = maxWaiting;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Takes a place.
     *
     * @throws DatabaseUnavailableException at once when the database is lost or as many wait as may; or when no place came free in time
     */
    synchronized void enter() throws DatabaseUnavailableException {
        if (!lost && free == 0) {
            await();
        }
        if (lost) {
            throw new DatabaseUnavailableException("the database is lost");
        }
        if (free == 0) {
            throw new DatabaseUnavailableException("the database is busy");
        }
        free--;
    }

    synchronized void leave() {
        free++;
        notify();
    }

    /** Lets nobody in until {@link #regain}; who waits is sent away. */
    synchronized void lose() {
        lost = true;
        notifyAll();
    }

    synchronized void regain() {
        lost = false;
    }

    synchronized boolean isLost() {
        return lost;
    }

    private void await() throws DatabaseUnavailableException {
        if (waiting >= maxWaiting) {
            return;
        }
        waiting++;
        try {
            long deadline = System.nanoTime() + patienceNanos;
            for (long left = patienceNanos; left > 0 && free == 0 && !lost; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("the process stops");
        } finally {
            waiting--;
        }
    }
}

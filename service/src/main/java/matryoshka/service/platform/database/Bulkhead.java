package matryoshka.service.platform.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many requests use the database and how many wait for it, and admits none while the database is down. So the database never
 * occupies more than part of the threads. Thread-safe.
 */
final class Bulkhead {
    private final int maxWaiting;
    private final long patienceNanos;
    private int free;
    private int waiting;
    private boolean lost;

    /**
     * @param places how many requests may use the database
     * @param maxWaiting how many may wait for a place
     * @param patience how long they wait
     */
    Bulkhead(int places, int maxWaiting, Duration patience) {
        this.free = places;
        this.maxWaiting = maxWaiting;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Takes a place.
     *
     * @throws DatabaseUnavailableException at once if the database is down or too many requests are waiting, or if no place became free in
     *     time
     */
    synchronized void enter() throws DatabaseUnavailableException {
        if (!lost && free == 0) {
            await();
        }
        if (lost) {
            throw new DatabaseUnavailableException("the connection to the database is lost");
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

    /** Admits nobody until {@link #regain}, and turns those away who wait. */
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
            throw new DatabaseUnavailableException("the process is stopping");
        } finally {
            waiting--;
        }
    }
}

package matryoshka.service.platform.overload;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Limits how many requests run at once. Others wait in order of arrival, without a thread, and are refused when they have waited too long:
 * an overloaded issuer answers some requests in time rather than all of them late.
 *
 * <p>How long is too long depends on the queue, as in CoDel (RFC 8289): a short queue drains soon, however slow the instance still is; a
 * burst drains too, and may take its time; any other queue only delays everybody. Thread-safe, and never waits.
 */
final class RequestQueue {
    /** How many requests may always wait for each one that runs. */
    private static final int SHORT = 8;

    /** How long after a refusal there is no burst: what was refused comes again after that. */
    private static final long CALM = Duration.ofSeconds(1).toNanos();

    private final OverloadLimits limits;
    private final LongSupplier nanos;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int running;
    private long lastRoom;
    private long lastRefusal;

    /** @param nanos a clock that only goes forward */
    RequestQueue(OverloadLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.lastRoom = nanos.getAsLong();
        this.lastRefusal = lastRoom - CALM;
    }

    /** A request that has to wait. Exactly one of the methods is called, by any thread; neither may wait. */
    interface Entrant {
        /** Its turn has come, and it counts as running until it leaves. */
        void run();

        /** The instance is overloaded. */
        void refuse();
    }

    private record Waiting(Entrant entrant, long since) {}

    /**
     * Counts a request as running if there is room.
     *
     * @return whether there is; otherwise the entrant hears of it
     */
    boolean enter(Entrant entrant) {
        synchronized (this) {
            long now = nanos.getAsLong();
            if (waiting.isEmpty() && running < limits.maxRunning()) {
                lastRoom = now;
                running++;
                return true;
            }
            if (waiting.size() < limits.maxQueued() && !isOverdue(now)) {
                waiting.add(new Waiting(entrant, now));
                return false;
            }
            lastRefusal = now;
        }
        entrant.refuse();
        return false;
    }

    /** Ends a running request, or interrupts it while it waits for something else. */
    void leave() {
        synchronized (this) {
            running--;
        }
        proceed();
    }

    /** Continues a request that was interrupted, be there room or not. */
    synchronized void resume() {
        running++;
    }

    synchronized int running() {
        return running;
    }

    synchronized int queued() {
        return waiting.size();
    }

    private void proceed() {
        List<Entrant> late = new ArrayList<>(0);
        List<Entrant> next = new ArrayList<>(1);
        synchronized (this) {
            long now = nanos.getAsLong();
            while (isOverdue(now)) {
                lastRefusal = now;
                late.add(waiting.remove().entrant());
            }
            while (running < limits.maxRunning() && !waiting.isEmpty()) {
                running++;
                next.add(waiting.remove().entrant());
            }
            if (running < limits.maxRunning()) {
                lastRoom = now;
            }
        }
        next.forEach(Entrant::run);
        late.forEach(Entrant::refuse);
    }

    /** Returns whether the queue is longer than it should be, and who is first has waited too long. */
    private boolean isOverdue(long now) {
        Waiting head = waiting.peek();
        return head != null
                && waiting.size() > SHORT * limits.maxRunning()
                && now - head.since() > patience(now).toNanos();
    }

    private Duration patience(long now) {
        return now - lastRoom < limits.maxBurst().toNanos() && now - lastRefusal >= CALM
                ? limits.maxBurst()
                : limits.maxWait();
    }
}

package matryoshka.service.platform.overload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Limits how many requests run at once. Others wait in order of arrival, without a thread, and are refused when they have waited too long:
 * an overloaded issuer answers some requests in time rather than all of them late.
 *
 * <p>How long is too long depends on the queue, as in CoDel (RFC 8289): a burst drains and may take its time, while a queue that does not
 * drain only delays everybody. Thread-safe, and never waits.
 */
final class RequestQueue {
    private final OverloadLimits limits;
    private final LongSupplier nanos;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int running;
    private long lastEmpty;

    /** @param nanos a clock that only goes forward */
    RequestQueue(OverloadLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.lastEmpty = nanos.getAsLong();
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
            if (waiting.isEmpty()) {
                lastEmpty = now;
                if (running < limits.maxRunning()) {
                    running++;
                    return true;
                }
            }
            if (waiting.size() < limits.maxQueued()) {
                waiting.add(new Waiting(entrant, now));
                return false;
            }
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
            long patience = now - lastEmpty < limits.maxBurst().toNanos()
                    ? limits.maxBurst().toNanos()
                    : limits.maxWait().toNanos();
            for (Waiting head = waiting.peek(); head != null; head = waiting.peek()) {
                if (now - head.since() > patience) {
                    late.add(waiting.remove().entrant());
                } else if (running < limits.maxRunning()) {
                    running++;
                    next.add(waiting.remove().entrant());
                } else {
                    break;
                }
            }
            if (waiting.isEmpty()) {
                lastEmpty = now;
            }
        }
        late.forEach(Entrant::refuse);
        next.forEach(Entrant::run);
    }
}

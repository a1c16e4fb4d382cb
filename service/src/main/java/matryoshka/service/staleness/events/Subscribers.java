package matryoshka.service.staleness.events;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import matryoshka.service.platform.background.Daemons;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;

/**
 * All listeners to the event stream of this instance. A listener occupies a thread only while it is being written to, not while it waits. A
 * listener that takes too long to read, or that is no longer authorized, is dropped. Thread-safe.
 */
public final class Subscribers implements Managed {
    private static final int MAX_SUBSCRIBERS = 100;
    /** Leaves room for listeners that were dropped in the middle of a write. */
    private static final int MAX_WRITERS = 2 * MAX_SUBSCRIBERS;

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int ROUNDS_TO_HEARTBEAT = 10;
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RecentEvents events;
    private final Duration patience;
    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger(MAX_SUBSCRIBERS);
    private final ThreadPoolExecutor writers = new ThreadPoolExecutor(
            0, MAX_WRITERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Daemons.named("write-events"));
    private final Worker worker;

    private int round;

    public Subscribers(RecentEvents events, Workers workers) {
        this(events, PATIENCE, workers);
    }

    /** @param patience how long a write to a listener may take */
    Subscribers(RecentEvents events, Duration patience, Workers workers) {
        this.events = events;
        this.patience = patience;
        this.worker = workers.worker("look-after-subscribers", MAX_SILENCE);
    }

    /** Returns how many listeners there are, not yet noticed to have left included. */
    public int count() {
        return all.size();
    }

    /** Returns the latest version that listeners have been sent. */
    long latest() {
        return events.latest();
    }

    /**
     * Adds a listener.
     *
     * @param mayListen checked every second
     * @param position versions published after this one are sent
     * @return whether there was room
     */
    boolean join(EventSink sink, BooleanSupplier mayListen, long position) {
        if (places.getAndDecrement() <= 0) {
            places.incrementAndGet();
            return false;
        }
        all.add(new Subscriber(sink, mayListen, events, position));
        return true;
    }

    /** Loads newly recorded events and sends them. */
    public void follow() {
        events.follow();
        all.forEach(subscriber -> subscriber.call(writers));
    }

    @Override
    public void start() {
        worker.every(ROUND, this::goRound);
    }

    private void goRound() {
        boolean heartbeat = round++ % ROUNDS_TO_HEARTBEAT == 0;
        for (Subscriber subscriber : all) {
            if (subscriber.isStuck(patience)) {
                subscriber.abandon();
            }
            if (subscriber.isGone()) {
                remove(subscriber);
            } else {
                if (heartbeat) {
                    subscriber.beat();
                }
                subscriber.call(writers);
            }
        }
    }

    private void remove(Subscriber subscriber) {
        if (all.remove(subscriber)) {
            places.incrementAndGet();
        }
    }

    /** Ends every stream, so that a stopping server does not wait for them. */
    public void leaveAll() {
        all.forEach(Subscriber::leave);
        all.forEach(this::remove);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(ROUND);
        leaveAll();
        writers.shutdownNow();
    }
}

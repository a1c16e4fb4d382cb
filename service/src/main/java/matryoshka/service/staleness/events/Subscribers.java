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
 * All who listen to events here. A thread is held by who is being written to, not by who waits. Whoever takes too long to take something,
 * or may no longer listen, is left. Thread-safe.
 */
public final class Subscribers implements Managed {
    private static final int MAX_SUBSCRIBERS = 100;
    /** With room for those who have left in the middle of a write. */
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

    /** @param patience how long somebody may take to take something */
    Subscribers(RecentEvents events, Duration patience, Workers workers) {
        this.events = events;
        this.patience = patience;
        this.worker = workers.worker("look-after-subscribers", MAX_SILENCE);
    }

    /** The latest version that those who listen have heard of. */
    long latest() {
        return events.latest();
    }

    /**
     * Lets one more listen.
     *
     * @param mayListen is asked every second
     * @param position what was published after this version is told
     * @return whether there was a place
     */
    boolean join(EventSink sink, BooleanSupplier mayListen, long position) {
        if (places.getAndDecrement() <= 0) {
            places.incrementAndGet();
            return false;
        }
        all.add(new Subscriber(sink, mayListen, events, position));
        return true;
    }

    /** Takes over what was recorded since, and tells it. */
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

    /** Ends every stream, so that nobody waits for them when the server stops. */
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

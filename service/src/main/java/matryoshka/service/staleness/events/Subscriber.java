package matryoshka.service.staleness.events;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Somebody who listens. Takes events at his own pace, one thread at a time writing to him; nothing piles up here when he is slow. */
final class Subscriber {
    private static final String HEARTBEAT = ":\n\n";

    private final EventSink sink;
    private final BooleanSupplier mayListen;
    private final RecentEvents events;
    /** Calls since the writing began; zero when nobody writes. */
    private final AtomicInteger calls = new AtomicInteger();

    private long position;
    private volatile long writingSince;
    private volatile boolean heartbeat;
    private volatile boolean gone;
    private @Nullable Thread writer;

    /**
     * One who has begun to listen.
     *
     * @param mayListen whether he still may
     * @param position the last version that he has heard of
     */
    Subscriber(EventSink sink, BooleanSupplier mayListen, RecentEvents events, long position) {
        this.sink = sink;
        this.mayListen = mayListen;
        this.events = events;
        this.position = position;
    }

    boolean isGone() {
        return gone;
    }

    void leave() {
        gone = true;
        sink.close();
    }

    /** Leaves him in the middle of a write, which whoever is at it gives up. */
    synchronized void abandon() {
        gone = true;
        if (writer != null) {
            writer.interrupt();
        }
    }

    /** A sign of life with what is written next. */
    void beat() {
        heartbeat = true;
    }

    /** Whether something has been on its way to him for longer than this. */
    boolean isStuck(Duration patience) {
        return calls.get() > 0 && System.nanoTime() - writingSince > patience.toNanos();
    }

    /** Has what is new to him written, unless somebody is at it. */
    void call(Executor writers) {
        if (calls.getAndIncrement() == 0) {
            writingSince = System.nanoTime();
            try {
                writers.execute(this::write);
            } catch (RejectedExecutionException overloaded) {
                leave();
            }
        }
    }

    private void write() {
        isWriting(Thread.currentThread());
        try {
            int seen;
            do {
                seen = calls.get();
                writeOrLeave();
            } while (!gone && !calls.compareAndSet(seen, 0));
        } finally {
            isWriting(null);
        }
    }

    private void writeOrLeave() {
        try {
            writeAll();
        } catch (IOException disconnected) {
            leave();
        } catch (RuntimeException unavailable) {
            // The database is away: the next call tries again.
            writingSince = System.nanoTime();
        } catch (Error failure) {
            // Nobody would write to him again. He comes back by himself.
            leave();
            throw failure;
        }
    }

    private synchronized void isWriting(@Nullable Thread thread) {
        writer = thread;
        if (thread == null) {
            // Somebody else is written to next, who was not meant.
            var unused = Thread.interrupted();
        }
    }

    private void writeAll() throws IOException {
        if (!gone && !mayListen.getAsBoolean()) {
            leave();
            return;
        }
        if (heartbeat) {
            heartbeat = false;
            send(HEARTBEAT);
        }
        List<GraphEvent> next = events.after(position);
        while (!gone && !next.isEmpty()) {
            for (GraphEvent event : next) {
                send("id: " + event.version() + "\nevent: published\ndata: " + event.data() + "\n\n");
                position = event.version();
            }
            next = events.after(position);
        }
    }

    private void send(String text) throws IOException {
        writingSince = System.nanoTime();
        sink.write(text);
    }
}

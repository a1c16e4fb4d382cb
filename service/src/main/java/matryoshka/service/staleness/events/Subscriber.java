package matryoshka.service.staleness.events;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener to the event stream. It reads at its own pace, and one thread at a time writes to it. Nothing is queued for a slow listener.
 */
final class Subscriber {
    private static final String HEARTBEAT = ":\n\n";

    private final EventSink sink;
    private final BooleanSupplier mayListen;
    private final RecentEvents events;
    /** Calls since writing began; zero while nobody writes. */
    private final AtomicInteger calls = new AtomicInteger();

    private long position;
    private volatile long writingSince;
    private volatile boolean heartbeat;
    private volatile boolean gone;
    private @Nullable Thread writer;

    /**
     * @param mayListen whether the listener is still authorized
     * @param position the last version that the listener has received
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

    /** Abandons the listener in the middle of a write; the writing thread then gives up. */
    synchronized void abandon() {
        gone = true;
        if (writer != null) {
            writer.interrupt();
        }
    }

    /** Sends a heartbeat with the next write. */
    void beat() {
        heartbeat = true;
    }

    /** Returns whether a write has been in progress for longer than this. */
    boolean isStuck(Duration patience) {
        return calls.get() > 0 && System.nanoTime() - writingSince > patience.toNanos();
    }

    /** Writes new events to the listener, unless a thread is already writing to it. */
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
            // The database is unavailable: the next call tries again.
            writingSince = System.nanoTime();
        } catch (Error failure) {
            // Nobody would write to this listener again, so the stream ends and the client reconnects.
            leave();
            throw failure;
        }
    }

    private synchronized void isWriting(@Nullable Thread thread) {
        writer = thread;
        if (thread == null) {
            // Clears the interrupt flag: it was not meant for the listener that this thread serves next.
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
                send("id: " + event.id() + "\nevent: published\ndata: " + event.data() + "\n\n");
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

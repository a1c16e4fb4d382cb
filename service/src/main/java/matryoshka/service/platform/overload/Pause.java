package matryoshka.service.platform.overload;

import org.jspecify.annotations.Nullable;

/**
 * A time during which the request that the calling thread serves waits for something, such as the database, rather than works. The request
 * then does not count as running: waiting requests have limits of their own, and keep no others from running.
 */
public final class Pause {
    private static final ThreadLocal<@Nullable Pause> SERVED = new ThreadLocal<>();
    private static final Pause OF_NOTHING = new Pause(null);

    private final @Nullable RequestQueue queue;
    private int depth;
    private boolean isOver;

    private Pause(@Nullable RequestQueue queue) {
        this.queue = queue;
    }

    /** Begins one, or continues one that has begun. Has no effect on threads that serve no counted request. */
    public static Pause begin() {
        Pause served = SERVED.get();
        return served == null ? OF_NOTHING : served.deeper();
    }

    /** Ends the pause. Call it once for each begin, on any thread. */
    public synchronized void end() {
        if (queue != null && --depth == 0 && !isOver) {
            queue.resume();
        }
    }

    /** Serves a request that has entered the queue, and leaves afterwards. */
    static void during(RequestQueue queue, Runnable request) {
        Pause served = new Pause(queue);
        SERVED.set(served);
        try {
            request.run();
        } finally {
            SERVED.remove();
            if (!served.endsPaused()) {
                queue.leave();
            }
        }
    }

    private Pause deeper() {
        if (queue != null && isFirst()) {
            queue.leave();
        }
        return this;
    }

    private synchronized boolean isFirst() {
        return depth++ == 0;
    }

    /**
     * Notes that the request is over. Returns whether it waits still, for a client that is slow to read the end of its response: then it has
     * left already, and does not come back.
     */
    private synchronized boolean endsPaused() {
        isOver = true;
        return depth > 0;
    }
}

package matryoshka.service.platform.connections;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The rest of a body that a client still sends after it has been answered. If the connection were closed at once, TCP would reset it, and
 * the client might never see the response (RFC 9112 §9.6). So this discards what arrives for a while, up to a bound, without a waiting
 * thread.
 */
final class UnreadRest implements Invocable.Task {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Request request;
    private final Callback callback;
    private long bytes;
    private boolean left;

    /** @param callback ends the request and the connection */
    UnreadRest(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        if (readToEnd()) {
            callback.succeeded();
        }
    }

    /** Stops reading, whatever arrives later. */
    void leave() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        callback.succeeded();
    }

    /** Returns whether the end was reached. */
    private synchronized boolean readToEnd() {
        while (!left) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return false;
            }
            bytes += chunk.remaining();
            chunk.release();
            left = chunk.isLast() || bytes > MAX_BYTES;
            if (left) {
                return true;
            }
        }
        return false;
    }
}

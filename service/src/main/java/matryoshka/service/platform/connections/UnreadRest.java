package matryoshka.service.platform.connections;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * What a client still sends of a body that it has been answered. If the connection were closed at once, TCP would reset it, and the client
 * might never see the answer (RFC 9112 §9.6). So what arrives for a while is thrown away, up to a bound, and without a thread that waits.
 */
final class UnreadRest implements Invocable.Task {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Request request;
    private final Callback callback;
    private long bytes;
    private boolean left;

    /** @param callback what ends the request, and the connection */
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

    /** Whatever arrives later is not read. */
    void leave() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        callback.succeeded();
    }

    /** Whether this was the end. */
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

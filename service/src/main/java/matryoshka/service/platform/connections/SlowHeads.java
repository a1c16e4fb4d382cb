package matryoshka.service.platform.connections;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Closes connections on which the head of a request takes too long to arrive. Such a connection occupies no thread but counts against the
 * limit, and each byte would restart the idle timeout. Checks once a second, since milliseconds do not matter.
 */
final class SlowHeads extends Handler.Wrapper implements Connection.Listener {
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** How many times the limit for a head a connection may be open before its first request, for instance during a slow TLS handshake. */
    private static final int ROUNDS_TO_FIRST = 3;

    private final long maxNanos;
    private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param max how long a head may take */
    SlowHeads(Handler next, Duration max) {
        super(next);
        this.maxNanos = max.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        // Skips the encrypting layer of a connection.
        if (connection instanceof ConnectionMetaData) {
            connections.put(connection, new Progress(System.nanoTime()));
            lookAgain();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Progress progress = connections.get(connection);
        if (progress == null) {
            return super.handle(request, response, callback);
        }
        progress.begin();
        return super.handle(request, response, new Callback.Nested(callback) {
            @Override
            public void completed() {
                progress.end(connection.getBytesIn());
            }
        });
    }

    private void lookAgain() {
        if (!connections.isEmpty() && looking.compareAndSet(false, true)) {
            boolean scheduled = false;
            try {
                // Never cancelled: it ends by itself when no connection is left.
                var unused = getServer().getScheduler().schedule(this::look, ROUND.toMillis(), TimeUnit.MILLISECONDS);
                scheduled = true;
            } finally {
                // Otherwise nobody would ever check again; so the next opened connection tries.
                if (!scheduled) {
                    looking.set(false);
                }
            }
        }
    }

    /** Whatever one round throws, there is a next one. */
    private void look() {
        try {
            closeSlow(System.nanoTime());
        } finally {
            looking.set(false);
            lookAgain();
        }
    }

    private void closeSlow(long now) {
        connections.forEach((connection, progress) -> {
            if (progress.isSlow(connection.getBytesIn(), now)) {
                connection.getEndPoint().close(new TimeoutException("the head of the request did not arrive in time"));
            }
        });
    }

    /** The progress of a connection. Bytes after the end of the last request belong to the head of the next one. */
    private final class Progress {
        private final AtomicInteger requests = new AtomicInteger();
        private final long opened;
        private volatile boolean fresh = true;
        private volatile long bytesBefore;
        private long headSince;

        Progress(long now) {
            opened = now;
        }

        void begin() {
            requests.incrementAndGet();
            fresh = false;
        }

        void end(long bytes) {
            bytesBefore = bytes;
            requests.decrementAndGet();
        }

        boolean isSlow(long bytes, long now) {
            if (requests.get() > 0 || bytes == bytesBefore) {
                headSince = 0;
                return fresh && now - opened > ROUNDS_TO_FIRST * maxNanos;
            }
            if (headSince == 0) {
                headSince = now;
            }
            return now - headSince > maxNanos;
        }
    }
}

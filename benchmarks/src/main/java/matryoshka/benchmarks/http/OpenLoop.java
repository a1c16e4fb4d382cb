package matryoshka.benchmarks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Sends a request at fixed times over a number of connections, whatever becomes of the requests before. A single thread does so: hundreds
 * of threads on one core would wait for each other, and measure that.
 */
final class OpenLoop {
    /** How long to wait for the last answers. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final byte[] request;
    private long[] latencies = new long[1024];
    private int tokens;
    private int refused;

    private OpenLoop(byte[] request) {
        this.request = request;
    }

    /**
     * What became of the requests. Latencies count from when a request was due, and are of answers with a token.
     *
     * @param sent requests in a second
     * @param tokens answers with 200 in a second
     * @param refused answers with 503 in a second
     * @param p50 microseconds
     * @param p99 microseconds
     */
    record Outcome(double sent, double tokens, double refused, double p50, double p99) {}

    /** Runs for a time, then waits for the last answers. Fails at any answer other than 200 and 503. */
    static Outcome run(int port, byte[] request, int connections, double perSecond, Duration time) throws IOException {
        OpenLoop loop = new OpenLoop(request);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                loop.connect(selector, port);
            }
            return loop.send(selector, perSecond, time);
        } finally {
            for (Connection connection : loop.connections) {
                connection.channel.close();
            }
        }
    }

    private void connect(Selector selector, int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getByName("localhost"), port));
        Connection connection = new Connection(channel);
        connections.add(connection);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, connection);
        idle.add(connection);
    }

    private Outcome send(Selector selector, double perSecond, Duration time) throws IOException {
        long start = System.nanoTime();
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long due = start;
        long sent = 0;
        while (due - start < time.toNanos()) {
            while (due <= System.nanoTime() && !idle.isEmpty()) {
                idle.remove().send(request, due);
                due = start + (long) (interval * ++sent);
            }
            read(selector, idle.isEmpty() ? PATIENCE : due - System.nanoTime());
        }
        while (idle.size() < connections.size()) {
            if (System.nanoTime() - due > PATIENCE) {
                throw new IOException("no answer on " + (connections.size() - idle.size()) + " connections");
            }
            read(selector, PATIENCE);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] sorted = Arrays.copyOf(latencies, tokens);
        Arrays.sort(sorted);
        return new Outcome(
                sent / seconds,
                tokens / seconds,
                refused / seconds,
                sorted[tokens / 2] / 1e3,
                sorted[(int) (tokens * 0.99)] / 1e3);
    }

    private void read(Selector selector, long nanos) throws IOException {
        // Times of less than a millisecond are spent looking again: select cannot wait for so short.
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis > 0) {
            selector.select(this::read, millis);
        } else {
            selector.selectNow(this::read);
        }
    }

    private void read(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        int status = connection.read();
        if (status == 200) {
            if (tokens == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * tokens);
            }
            latencies[tokens++] = System.nanoTime() - connection.due;
        } else if (status == 503) {
            refused++;
        } else if (status != 0) {
            throw new IllegalStateException("answered " + status);
        }
        if (status != 0) {
            idle.add(connection);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private long due;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request, long at) throws IOException {
            due = at;
            buffer.clear();
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** Returns the status once the whole answer has arrived, otherwise 0. */
        int read() {
            try {
                if (channel.read(buffer) < 0) {
                    throw new IllegalStateException("the connection ended");
                }
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            int bodyAt = text.indexOf("\r\n\r\n") + 4;
            if (bodyAt < 4) {
                return 0;
            }
            String head = text.substring(0, bodyAt).toLowerCase(Locale.ROOT);
            return buffer.position() < bodyAt + HttpConnection.length(head) ? 0 : HttpConnection.status(head);
        }
    }
}

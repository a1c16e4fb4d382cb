package matryoshka.service.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A resource server that receives security event tokens (RFC 8935), and accepts them or not. */
public final class PlayedReceiver implements AutoCloseable {
    /** What it was sent. */
    public record Push(String contentType, String accept, String token) {}

    private final HttpServer server;
    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    private PlayedReceiver(HttpServer server) {
        this.server = server;
    }

    public static PlayedReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedReceiver receiver = new PlayedReceiver(server);
            server.createContext("/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/events");
    }

    /** Takes nothing, this many times. */
    public void fail(int times) {
        failures.set(times);
    }

    /** Whatever it was sent so far, taken or not. */
    public List<Push> pushes() {
        return List.copyOf(pushes);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            pushes.add(new Push(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Accept"),
                    new String(body, StandardCharsets.US_ASCII)));
            exchange.sendResponseHeaders(fails ? 500 : 202, -1);
        }
    }
}

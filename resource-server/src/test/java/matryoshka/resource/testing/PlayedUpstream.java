package matryoshka.resource.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service behind a proxy, which remembers what reached it. */
public final class PlayedUpstream implements AutoCloseable {
    /** A request as it arrived. */
    public record Arrived(String method, String target, Headers headers, String body) {
        /** The token that it carries. */
        public String token() {
            List<String> values = headers.getOrDefault("Authorization", List.of());
            if (values.size() != 1 || !values.get(0).startsWith("Bearer ")) {
                throw new AssertionError("no single bearer token, but " + values.size() + " headers");
            }
            return values.get(0).substring("Bearer ".length());
        }
    }

    private final HttpServer server;
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();

    private PlayedUpstream(HttpServer server) {
        this.server = server;
    }

    public static PlayedUpstream start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PlayedUpstream upstream = new PlayedUpstream(server);
        server.createContext("/", upstream::take);
        server.start();
        return upstream;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What has arrived since the last call. */
    public List<Arrived> arrived() {
        List<Arrived> all = new ArrayList<>(arrived);
        arrived.removeAll(all);
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrived.add(new Arrived(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}

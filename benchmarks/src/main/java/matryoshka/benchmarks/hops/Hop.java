package matryoshka.benchmarks.hops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import matryoshka.resource.Count;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.http.AuthorizedRequests;
import org.jspecify.annotations.Nullable;

/** A service of a chain: verifies what it receives, and calls the next one, if there is one, with the token for it. */
final class Hop implements AutoCloseable {
    private static final int OK = 200;
    private static final int FAILED = 500;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ResourceServer server;
    private final AuthorizedRequests requests;
    private final @Nullable URI next;

    private Hop(HttpServer http, ResourceServer server, AuthorizedRequests requests, @Nullable URI next) {
        this.http = http;
        this.server = server;
        this.requests = requests;
        this.next = next;
    }

    /**
     * Starts the service.
     *
     * @param next the URL of the service that it calls, or null
     */
    static Hop start(ResourceServer server, HttpClient client, @Nullable URI next) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Hop hop = new Hop(http, server, new AuthorizedRequests(client), next);
        http.createContext("/", hop::answer);
        http.setExecutor(hop.threads);
        http.start();
        return hop;
    }

    int port() {
        return http.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://localhost:" + port() + "/");
    }

    /** Returns how many tokens it has exchanged. */
    long exchanges() {
        return server.counts().getOrDefault(Count.EXCHANGES, 0L);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            List<String> authorization = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
            int status;
            String body;
            try {
                ReceivedToken received = server.verify(PresentedToken.ofAuthorization(authorization));
                body = passOn(received);
                status = OK;
            } catch (RefusedException | NoTokenException missing) {
                body = String.valueOf(missing.getMessage());
                status = FAILED;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String passOn(ReceivedToken received) throws IOException, InterruptedException {
        if (next == null) {
            return "for " + received.subject() + " by " + String.join(", ", received.actors());
        }
        HttpResponse<String> answer =
                requests.send(HttpRequest.newBuilder(next).build(), received, BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException(next + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        server.close();
    }
}

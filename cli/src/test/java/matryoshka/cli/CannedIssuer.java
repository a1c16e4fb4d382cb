package matryoshka.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each request as it was told to, and remembers what was asked. Everybody gets a token with what they ask for. */
final class CannedIssuer implements AutoCloseable {
    private record Canned(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    CannedIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** @param request method, path and query, decoded */
    CannedIssuer answers(String request, int status, String body, String... header) {
        Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
        answers.put(request, new Canned(status, headers, body));
        return this;
    }

    CannedIssuer answers(String request, String body) {
        return answers(request, 200, body);
    }

    Terminal terminal() {
        return new Terminal()
                .with(
                        "MATRYOSHKA_ISSUER",
                        "http://localhost:" + server.getAddress().getPort())
                .with("MATRYOSHKA_CLIENT_ID", "ci")
                .with("MATRYOSHKA_CLIENT_SECRET", "hush");
    }

    /** Method, path and query of each request, decoded, then {@code If-Match} and the body where there is one. */
    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8);
            String request = exchange.getRequestMethod() + " " + target;
            String condition = exchange.getRequestHeaders().getFirst("If-Match");
            boolean form = target.startsWith("/oauth2/");
            requests.add(request
                    + (condition == null ? "" : " If-Match " + condition)
                    + (body.isEmpty() ? "" : " " + (form ? URLDecoder.decode(body, StandardCharsets.UTF_8) : body)));
            Canned canned = answers.getOrDefault(
                    request,
                    request.equals("POST /oauth2/token") && body.contains("client_credentials")
                            ? new Canned(200, Map.of(), "{\"access_token\":\"t\"}")
                            : new Canned(404, Map.of(), "{\"title\":\"Not Found\",\"status\":404}"));
            canned.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

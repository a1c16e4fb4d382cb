package matryoshka.resource.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a {@link PlayedIssuer} answers by path; 404 for any other. Thread-safe. */
public final class PlayedEndpoints implements HttpHandler {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Map<String, Function<Request, Answer>> handlers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private volatile boolean failing;

    /**
     * A request.
     *
     * @param url as it was sent
     * @param authorization its header of that name, or empty
     */
    public record Request(
            String method, String url, String authorization, String ifNoneMatch, String proof, String body) {}

    /**
     * An answer.
     *
     * @param headers to send
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        public static Answer ok(String type, String body) {
            return new Answer(OK, Map.of("Content-Type", type), body);
        }

        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }
    }

    /** Serves a document, with a tag made from its content. */
    public void serve(String path, String type, Supplier<String> document) {
        answer(path, request -> {
            String body = document.get();
            String tag = '"' + Integer.toHexString(body.hashCode()) + '"';
            Map<String, String> headers = Map.of("Content-Type", type, "ETag", tag);
            return tag.equals(request.ifNoneMatch())
                    ? new Answer(NOT_MODIFIED, headers, "")
                    : new Answer(OK, headers, body);
        });
    }

    /** Answers requests for a path. */
    public void answer(String path, Function<Request, Answer> handler) {
        handlers.put(path, handler);
    }

    void fail(boolean fails) {
        failing = fails;
    }

    long requests(String path) {
        LongAdder count = requests.get(path);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, any -> new LongAdder()).increment();
        Request request = new Request(
                exchange.getRequestMethod(),
                "http://" + header(exchange, "Host") + exchange.getRequestURI(),
                header(exchange, "Authorization"),
                header(exchange, "If-None-Match"),
                header(exchange, "DPoP"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Function<Request, Answer> handler = handlers.get(path);
        Answer answer;
        if (failing) {
            answer = Answer.json(UNAVAILABLE, "{}");
        } else if (handler == null) {
            answer = Answer.json(NOT_FOUND, "{}");
        } else {
            answer = handler.apply(request);
        }
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}

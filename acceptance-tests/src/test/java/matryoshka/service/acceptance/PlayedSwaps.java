package matryoshka.service.acceptance;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an issuer answers to a gateway that swaps handles and signatures: what a test says. */
final class PlayedSwaps {
    private static final Answer INACTIVE = new Answer(401, "no-store", "{\"error\":\"invalid_token\"}");
    private static final Answer UNKNOWN = new Answer(404, "no-store", "{\"status\":404}");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** @param cacheControl the header; empty: none */
    record Answer(int status, String cacheControl, String body) {}

    /** A request for what stands for a handle, or has a hash. */
    record Asked(String about, Headers headers, String body) {}

    static PlayedSwaps at(PlayedKeySet issuer) {
        PlayedSwaps swaps = new PlayedSwaps();
        issuer.serve("/oauth2/introspect", swaps::introspect);
        issuer.serve("/oauth2/split/", swaps::split);
        return swaps;
    }

    /** From now on it answers so about a handle, or the hash of a signature. */
    void say(String about, int status, String cacheControl, String body) {
        answers.put(about, new Answer(status, cacheControl, body));
    }

    List<Asked> asked(String about) {
        return asked.stream().filter(one -> one.about().equals(about)).toList();
    }

    private void introspect(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isForm = exchange.getRequestMethod().equals("POST") && form.startsWith("token=");
        answer(exchange, isForm ? form.substring("token=".length()) : "", form, INACTIVE);
    }

    private void split(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answer(exchange, path.substring(path.lastIndexOf('/') + 1), body, UNKNOWN);
    }

    private void answer(HttpExchange exchange, String about, String sent, Answer otherwise) throws IOException {
        try (exchange) {
            asked.add(new Asked(about, exchange.getRequestHeaders(), sent));
            Answer answer = answers.getOrDefault(about, otherwise);
            if (!answer.cacheControl().isEmpty()) {
                exchange.getResponseHeaders().set("Cache-Control", answer.cacheControl());
            }
            exchange.getResponseHeaders().set("Vary", "Accept");
            exchange.getResponseHeaders().set("Retry-After", "7");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

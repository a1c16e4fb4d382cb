package matryoshka.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Plays the parts of the issuer's contract that the command line uses, with a document that it does not understand. */
final class PlayedIssuer implements AutoCloseable {
    static final String ID = "ci";
    static final String SECRET = "s3cr3t/+ with: colon";
    static final String PLAN = """
            {"client_id":"web-shop","scope":"orders:place","version":17,"tokens":2,"depth":2,"bytes":900,"budget_used":0.146,
            "plan":{"aud":["https://orders","https://stock"],"scope":"orders:place","holder":"web-shop","lifetime":300,"bytes":900,
            "exchange":[{"aud":"https://bank","scope":"bank:pay","cut":true}],"children":[
            {"aud":"https://payments","scope":"payments:charge","holder":"orders","lifetime":60,"bytes":400,"exchange":[],"children":[]}]}}""";
    static final String EXPLANATION = """
            {"jti":"J","client_id":"web-shop","origin_client":"web-shop","version":17,"current_version":19,"stale":true,"missing":{},\
            "excess":{"payments":["payments:refund"]},"changed":[],"lineage":[],"scopes":[\
            {"service":"orders","scope":"orders:place","nested":[],"requested":true,"given_by":[]},\
            {"service":"payments","scope":"payments:refund","nested":[{"holder":"orders","callee":"payments"}],"given_by":[\
            {"dependency":"orders-pay","version":12,"published_at":"2026-11-22T10:00:00Z","published_by":"admin","message":"Bell \\u0007"},\
            {"dependency":"orders-pay2","version":3,"published_at":"2026-11-21T10:00:00Z","published_by":"ci","message":null}]}],\
            "changes":[{"version":19,"published_at":"2026-11-22T11:00:00Z","published_by":"admin","message":"No refunds",\
            "services":["payments"],"dependencies":["orders-pay2"]}],"today":{"aud":"https://orders","scope":"orders:place",\
            "holder":"web-shop","children":[{"aud":"https://payments","scope":"payments:charge","holder":"orders","children":[]}]}}""";
    private static final String UNEXPLAINED = """
            {"title":"Unprocessable","status":422,"detail":"The request is invalid.","violations":[
            {"pointer":"/token","rule":"token","message":"No such token."}]}""";
    private static final String DIFF = """
            {"version":%d,"diff":{"services":{"added":{"stock":{"scopes":{"stock:reserve":"Put aside"}}},"removed":{"old":{"context":"shop"}},
            "changed":{"orders":{"lifetime":{"before":"PT5M","after":null},"scopes":{"before":{"a":"1"},"after":{"a":"1","b":"2"}}}}},
            "dependencies":{"added":{},"removed":{},"changed":{}}},"impact":{"clients":["web-shop"],"plans":[\
            {"client_id":"web-shop","scope":"orders:place","direction":"missing","missing":{"bank":["bank:finance"]},\
            "excess":{},"changed":[],"alive_until":"2026-11-22T12:00:00Z"}],"new_reach":[\
            {"client_id":"web-shop","scope":"ledger:book","path":["orders-ask-bank","bank-book-loan"]}],\
            "largest_plan":{"before":{"bytes":600,"tokens":1,"depth":1},"after":{"bytes":1400,"tokens":2,"depth":2}}}}""";
    private static final String SAME = """
            {"version":%d,"diff":{"services":{"added":{},"removed":{},"changed":{}},"dependencies":{"added":{},"removed":{},"changed":{}}}}""";
    private static final String BROKEN = """
            {"title":"Unprocessable","status":422,"detail":"The document is no valid graph.","violations":[
            {"pointer":"/services/x","rule":"unknown-member","message":"No such \\u001b[31mmember."},
            {"pointer":"/dependencies/y","rule":"cycle","message":"It goes round."}]}""";

    private final HttpServer server;
    private final Set<String> registered;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> tokens = new TreeMap<>();
    private final AtomicLong version = new AtomicLong(17);
    private volatile String document = "services: {}\n";

    PlayedIssuer(String... registeredScopes) {
        registered = Set.of(registeredScopes);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A terminal of somebody who may ask it. */
    Terminal terminal() {
        return new Terminal()
                .with("MATRYOSHKA_ISSUER", url())
                .with("MATRYOSHKA_CLIENT_ID", ID)
                .with("MATRYOSHKA_CLIENT_SECRET", SECRET);
    }

    /** Method, path and query of each request, of token requests the form. */
    List<String> requests() {
        return requests;
    }

    /** Somebody else publishes. */
    void publishByAnother() {
        version.incrementAndGet();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            boolean form = path.equals("/oauth2/token");
            requests.add(exchange.getRequestMethod() + " "
                    + (form ? URLDecoder.decode(body, StandardCharsets.UTF_8) : exchange.getRequestURI()));
            switch (path) {
                case "/oauth2/token" -> token(exchange, requests.get(requests.size() - 1));
                case "/oauth2/jwks" -> answer(exchange, 200, Tokens.jwks());
                case "/graph" -> authorized(exchange, body);
                case "/graph/explain" -> explain(exchange, body);
                case "/graph/plan" -> answer(exchange, 200, PLAN);
                default -> answer(exchange, 502, "<html>Bad gateway</html>");
            }
        }
    }

    private void token(HttpExchange exchange, String form) throws IOException {
        String scope = form.contains("scope=") ? form.replaceAll(".*scope=([^&]*).*", "$1") : "orders:place";
        if (!("Basic " + basic()).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(
                    exchange,
                    401,
                    "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed.\"}");
        } else if (!registered.containsAll(List.of(scope.split(" ")))) {
            answer(exchange, 400, "{\"error\":\"invalid_scope\",\"error_description\":\"Not registered.\"}");
        } else {
            String token = Tokens.of(url());
            tokens.put(token, scope);
            answer(exchange, 200, """
                    {"access_token":"%s","token_type":"Bearer","expires_in":300,"scope":"%s","graph_version":17,"budget_used":0.146}""".formatted(token, scope));
        }
    }

    private static void explain(HttpExchange exchange, String body) throws IOException {
        boolean jwt = body.matches("\\{\"token\":\"[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+\"}");
        answer(exchange, jwt ? 200 : 422, jwt ? EXPLANATION : UNEXPLAINED);
    }

    /** As RFC 6749 §2.3.1 has it. */
    private static String basic() {
        return Base64.getEncoder().encodeToString("ci:s3cr3t%2F%2B+with%3A+colon".getBytes(StandardCharsets.US_ASCII));
    }

    private void authorized(HttpExchange exchange, String body) throws IOException {
        String presented = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String scopes = tokens.getOrDefault(presented.replaceFirst("Bearer ", ""), "");
        boolean put = exchange.getRequestMethod().equals("PUT");
        exchange.getResponseHeaders().set("ETag", "\"" + version + "\"");
        boolean tries = String.valueOf(exchange.getRequestURI().getQuery()).contains("dry_run=true");
        boolean permitted =
                scopes.contains(put ? "graph:write" : "graph:read") || (tries && scopes.contains("graph:read"));
        if (!permitted) {
            answer(exchange, 403, "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Not without a scope.\"}");
        } else if (put) {
            put(exchange, body);
        } else {
            boolean json =
                    "application/json".equals(exchange.getRequestHeaders().getFirst("Accept"));
            answer(exchange, 200, json ? "{\"services\":{}}" : document);
        }
    }

    private void put(HttpExchange exchange, String body) throws IOException {
        String ifMatch = String.valueOf(exchange.getRequestHeaders().getFirst("If-Match"));
        if (!ifMatch.equals("*") && !ifMatch.equals("\"" + version + "\"")) {
            answer(exchange, 412, "{\"title\":\"Precondition Failed\",\"status\":412}");
        } else if (body.contains("broken")) {
            answer(exchange, 422, BROKEN);
        } else if (body.equals(document)) {
            answer(exchange, 200, SAME.replace("%d", version.toString()));
        } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("dry_run=true")) {
            answer(exchange, 200, DIFF.replace("%d", version.toString()));
        } else {
            document = body;
            answer(exchange, 200, DIFF.replace("%d", Long.toString(version.incrementAndGet())));
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package matryoshka.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;

/** A gateway that guards the service {@code edge} and another one, with an issuer played in memory; and what it logs. */
final class PlayedGateway implements AutoCloseable {
    static final String EDGE = "https://edge.example";
    static final String ORDERS = "https://orders.example";
    static final String STOCK = "https://stock.example";
    static final String SHOP = "https://shop.example";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What requests and answers contained that is a token, or contains one. */
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private static final int MIN_PART_CHARS = 20;

    private final PlayedIssuer issuer;
    private final RunningGateway gateway;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private PlayedGateway(PlayedIssuer issuer, Map<String, String> changes) throws Exception {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ISSUER_URL", issuer.uri().toString());
        settings.put("SERVICES", "edge=" + EDGE + ",shop=" + SHOP);
        settings.put("LISTEN", "127.0.0.1:0");
        settings.put("TOKEN_LISTEN", "127.0.0.1:0");
        settings.putAll(changes);
        this.issuer = issuer;
        this.gateway = RunningGateway.start(SettingsReader.read(settings, Map.of()), Clock.systemUTC());
    }

    static PlayedGateway start(Map<String, String> changes) throws Exception {
        return new PlayedGateway(PlayedIssuer.start(), changes);
    }

    static PlayedGateway start() throws Exception {
        return start(Map.of());
    }

    /** A token for the edge, which embeds one for orders, which embeds one for the stock. */
    static PlayedToken tree() {
        return PlayedToken.of(EDGE, "app", "edge:use")
                .embedding(PlayedToken.of(ORDERS, "edge", "orders:place")
                        .embedding(PlayedToken.of(STOCK, "orders", "stock:reserve")));
    }

    PlayedIssuer issuer() {
        return issuer;
    }

    String token() {
        return issuer.mint(tree());
    }

    int port() {
        return gateway.port();
    }

    int tokenPort() {
        return gateway.tokenPort();
    }

    /** A request of a proxy; with the query that it is configured with. */
    HttpRequest.Builder forwardAuth(String query, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/forward-auth?" + query))
                .header("Authorization", "Bearer " + token);
    }

    /** A request of a service. */
    HttpRequest.Builder tokenRequest(String token, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tokenPort() + "/token"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpRequest.Builder builder) throws Exception {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        for (String name : List.of("Authorization", "DPoP")) {
            SEEN.addAll(request.headers().allValues(name));
            SEEN.addAll(answer.headers().allValues(name));
        }
        if (answer.body().contains("access_token")) {
            SEEN.add(answer.body());
        }
        return answer;
    }

    static CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String header(HttpResponse<?> answer, String name) {
        List<String> values = answer.headers().allValues(name);
        assertThat(values).as(name).hasSize(1);
        return values.get(0);
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Fails if a part of a token is in the log, of whichever that was ever presented or given. */
    private void assertNoTokenIsLogged() {
        assertThat(SEEN.stream()
                        .flatMap(text -> Stream.of(text.split("[^A-Za-z0-9_-]+", -1)))
                        .filter(part -> part.length() > MIN_PART_CHARS && !part.startsWith("urn"))
                        .distinct()
                        .filter(log()::contains))
                .isEmpty();
        assertThat(log()).doesNotContain("eyJ");
    }

    /** Stops it, and fails if it has logged a token. */
    @Override
    public void close() {
        gateway.close();
        issuer.close();
        System.setErr(err);
        assertNoTokenIsLogged();
    }
}

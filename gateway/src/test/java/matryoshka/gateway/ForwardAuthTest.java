package matryoshka.gateway;

import static matryoshka.gateway.PlayedGateway.EDGE;
import static matryoshka.gateway.PlayedGateway.ORDERS;
import static matryoshka.gateway.PlayedGateway.SHOP;
import static matryoshka.gateway.PlayedGateway.STOCK;
import static matryoshka.gateway.PlayedGateway.header;
import static matryoshka.gateway.PlayedGateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxies are answered. */
@SuppressWarnings("NullAway.Init") // JUnit does
class ForwardAuthTest {
    private static final String TO_ORDERS = "service=edge&upstream=" + ORDERS;

    private static PlayedGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = PlayedGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static List<String> embedded(String token) {
        Unpacking.Unpacked unpacked = (Unpacking.Unpacked) EmbeddedTokens.read(new UnverifiedToken(token));
        return unpacked.tokens().stream().map(one -> one.token().compact()).toList();
    }

    private static void refused(String query, String token, int status, String error) throws Exception {
        HttpResponse<String> answer = send(gateway.forwardAuth(query, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "WWW-Authenticate")).contains("error=\"" + error + "\"");
        assertThat(answer.headers().firstValue("Authorization")).isEmpty();
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void the_token_for_the_upstream_is_handed_back_without_a_request_to_the_issuer() throws Exception {
        String token = gateway.token();
        send(gateway.forwardAuth(TO_ORDERS, token));
        long before = gateway.issuer().requests("/oauth2/jwks");

        HttpResponse<String> answer = send(gateway.forwardAuth(TO_ORDERS, token));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Authorization"))
                .isEqualTo("Bearer " + embedded(token).get(0));
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(gateway.issuer().requests("/oauth2/jwks")).isEqualTo(before);
        assertThat(gateway.log()).contains("gave service=edge jti=").contains("audience=\"" + ORDERS + "\"");
    }

    @Test
    void a_service_without_code_gets_its_token_as_it_came() throws Exception {
        String token = gateway.issuer().mint(PlayedToken.of(SHOP, "app", "shop:see"));

        HttpResponse<String> answer = send(gateway.forwardAuth("service=shop&scope=shop:see", token));

        assertThat(header(answer, "Authorization")).isEqualTo("Bearer " + token);
        refused("service=shop&scope=shop:buy", token, 403, "insufficient_scope");
    }

    @Test
    void without_a_token_there_are_bare_challenges() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port() + "/forward-auth?" + TO_ORDERS)));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void an_upstream_that_no_dependency_leads_to_is_forbidden() throws Exception {
        refused("service=edge&upstream=" + STOCK, gateway.token(), 403, "insufficient_scope");
    }

    /** Every token of a tree of ten services at both guarded services: only the one that is meant passes. */
    @Test
    void only_the_intended_token_passes() throws Exception {
        PlayedToken tree = PlayedToken.of(EDGE, "app", "edge:use");
        for (int i = 0; i < 4; i++) {
            tree = tree.embedding(PlayedToken.of("https://s" + i + ".example", "edge", "s" + i + ":x")
                    .embedding(PlayedToken.of("https://t" + i + ".example", "s" + i, "t" + i + ":x")));
        }
        String outer = gateway.issuer().mint(tree.embedding(PlayedToken.of(ORDERS, "edge", "orders:place")));
        List<String> others = new ArrayList<>(embedded(outer));
        embedded(outer).forEach(token -> others.addAll(embedded(token)));

        assertThat(others).hasSize(9);
        for (String token : others) {
            refused(TO_ORDERS, token, 401, "invalid_token");
            refused("service=shop", token, 401, "invalid_token");
        }
        refused("service=shop", outer, 401, "invalid_token");
        assertThat(send(gateway.forwardAuth(TO_ORDERS, outer)).statusCode()).isEqualTo(200);
    }

    @Test
    void forgeries_are_refused() throws Exception {
        String token = gateway.token();
        String[] parts = token.split("[.]", -1);
        Map<String, Object> claims = new TreeMap<>(Map.of("iss", "https://evil.example", "aud", EDGE));

        refused(TO_ORDERS, parts[0] + "." + parts[1] + "." + "A".repeat(86), 401, "invalid_token");
        refused(TO_ORDERS, parts[0] + "." + parts[1] + ".", 401, "invalid_token");
        refused(TO_ORDERS, "eyJhbGciOiJub25lIn0.e30.", 401, "invalid_token");
        refused(TO_ORDERS, gateway.issuer().forger().sign(claims, "at+jwt"), 401, "invalid_token");
        refused(TO_ORDERS, gateway.issuer().forger().sign(claims, "JWT"), 401, "invalid_token");
        refused(TO_ORDERS, gateway.issuer().forger().bomb(EDGE), 401, "invalid_token");
    }

    /** With all claims of an access token, but its type. */
    @Test
    void an_id_token_is_refused() throws Exception {
        Map<String, Object> claims =
                new TreeMap<>(SignedJWT.parse(gateway.token()).getJWTClaimsSet().toJSONObject());
        claims.putAll(Map.of("aud", List.of("app", EDGE), "azp", "app", "nonce", "n", "at_hash", "x"));
        claims.remove("tokens");

        refused("service=edge", gateway.issuer().forger().signUntyped(claims), 401, "invalid_token");
        refused("service=edge", gateway.issuer().forger().sign(claims, "JWT"), 401, "invalid_token");
        HttpResponse<String> access = send(
                gateway.forwardAuth("service=edge", gateway.issuer().forger().sign(claims, "at+jwt")));
        assertThat(access.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service=shop&scope=shop:buy%0d%0aSet-Cookie:%20a=b",
                "service=shop&scope=shop:buy%22,%20realm=%22x",
                "service=shop&scope=shop:buy%00%5c",
                "service=shop&upstream=https://orders.example%0d%0aSet-Cookie:%20a=b",
                "service=shop&upstream=%22,%20realm=%22x"
            })
    void nothing_is_injected_into_headers(String query) throws Exception {
        HttpResponse<String> answer =
                send(gateway.forwardAuth(query, gateway.issuer().mint(PlayedToken.of(SHOP, "app", "shop:see"))));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map()).doesNotContainKeys("Set-Cookie", "set-cookie", "Authorization");
        assertThat(header(answer, "WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_scope\", error_description=\"")
                .doesNotContain("realm", "Set-Cookie", "\\");
    }

    @Test
    void what_is_no_token_is_refused_with_401_since_nginx_knows_no_other() throws Exception {
        HttpResponse<String> answer = send(gateway.forwardAuth(TO_ORDERS, "a b"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "WWW-Authenticate")).contains("invalid_request");
    }

    @Test
    void two_tokens_are_refused() throws Exception {
        String token = gateway.token();
        HttpResponse<String> answer = send(gateway.forwardAuth(TO_ORDERS, token).header("Authorization", "Bearer x"));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void a_header_that_is_too_long_is_refused() throws Exception {
        HttpResponse<String> answer = send(gateway.forwardAuth(TO_ORDERS, "A".repeat(40_000)));

        assertThat(answer.statusCode()).isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream=https://orders.example", // of which service?
                "service=other&upstream=x",
                "service=edge&service=shop",
                "service=edge&audience=x"
            })
    void a_proxy_that_is_configured_wrongly_is_told_so(String query) throws Exception {
        HttpResponse<String> answer = send(gateway.forwardAuth(query, gateway.token()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Authorization")).isEmpty();
    }

    /** Whoever can set headers, but not the address that the proxy is configured with, chooses nothing. */
    @Test
    void headers_of_clients_choose_nothing() throws Exception {
        String token = gateway.token();
        HttpResponse<String> answer = send(gateway.forwardAuth("service=edge", token)
                .header(Direction.UPSTREAM_HEADER, ORDERS)
                .header(Direction.SERVICE_HEADER, "shop"));

        assertThat(header(answer, "Authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void a_bound_token_needs_a_proof_for_the_request_that_the_proxy_describes() throws Exception {
        PlayedKey key = PlayedKey.generate();
        String token = gateway.issuer().mint(PlayedGateway.tree().boundToKey(key.thumbprint()));
        String proof = key.proof("POST", "https://shop.example/orders/1", token, Instant.now());

        refused(TO_ORDERS, token, 401, "invalid_token");
        String thief = PlayedKey.generate().proof("POST", "https://shop.example/orders/1", token, Instant.now());
        HttpResponse<String> stolen = send(proven(token, thief, "/orders/1"));
        assertThat(stolen.statusCode()).isEqualTo(401);
        assertThat(header(stolen, "WWW-Authenticate")).contains("invalid_token");
        HttpRequest.Builder wrong = proven(token, proof, "/orders/2");
        assertThat(send(wrong).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = send(proven(token, proof, "/orders/1?q=%zz"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(send(proven(token, proof, "/orders/1")).statusCode()).isEqualTo(401);
    }

    /** Some proxies pass on whatever a client sends as Host. */
    @ParameterizedTest
    @ValueSource(
            strings = {"shop.example/orders/1?", "shop.example/orders/1#", "a@shop.example", "shop.example:x", "\\"})
    void a_host_that_is_none_proves_nothing(String host) throws Exception {
        PlayedKey key = PlayedKey.generate();
        String token = gateway.issuer().mint(PlayedGateway.tree().boundToKey(key.thumbprint()));
        String proof = key.proof("POST", "https://shop.example/orders/1", token, Instant.now());

        HttpResponse<String> answer = send(proven(token, proof, "/orders/2").setHeader("X-Forwarded-Host", host));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "WWW-Authenticate")).contains("invalid_dpop_proof");
    }

    private static HttpRequest.Builder proven(String token, String proof, String target) {
        return gateway.forwardAuth(TO_ORDERS, token)
                .setHeader("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .header("X-Forwarded-Method", "POST")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "shop.example")
                .header("X-Forwarded-Uri", target);
    }

    @Test
    void the_token_api_is_not_here() throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/token"));
        assertThat(send(request.POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void it_lives_is_ready_and_counts() throws Exception {
        send(gateway.forwardAuth(TO_ORDERS, gateway.token()));

        assertThat(send(at("/live")).statusCode()).isEqualTo(200);
        assertThat(send(at("/ready")).statusCode()).isEqualTo(200);
        assertThat(send(at("/metrics")).body())
                .containsPattern("matryoshka_gateway_accepted_total\\{service=\"edge\"} [1-9]");
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }
}

package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code examples/nginx}, in Debian's nginx before a service, with tokens of a running issuer. */
@ExtendWith(SharedIssuer.class)
class NginxExampleTest {
    private static final String EDGE = "https://edge.shop.example";
    private static final String ORDERS = "https://orders.shop.example";
    private static final String GRAPH = """
            services:
              edge: {audience: "https://edge.shop.example", scopes: {"ngx-edge:use": ""}}
              orders: {audience: "https://orders.shop.example", scopes: {"ngx-orders:place": ""}}
              catalog: {audience: "https://catalog.shop.example", scopes: {"catalog:read": "", "ngx-catalog:write": ""}}
              ngx-stock: {scopes: {"ngx-stock:reserve": ""}}
            dependencies:
              ngx-edge-orders: {from: edge, to: orders, grants: ["ngx-orders:place"]}
              ngx-orders-stock: {from: orders, to: ngx-stock, grants: ["ngx-stock:reserve"]}
            """;

    @TempDir
    private static Path folder;

    private static PlayedUpstream upstream;
    private static RunningNginx nginx;
    private static String forEdge;
    private static String forCatalog;
    private static final List<String> PRESENTED = new ArrayList<>();

    @BeforeAll
    static void start(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        String secret = issuer.register("ngx-app", "ngx-edge:use catalog:read ngx-catalog:write");
        forEdge = issuer.issued("ngx-app", secret, "ngx-edge:use");
        forCatalog = issuer.issued("ngx-app", secret, "catalog:read");
        upstream = PlayedUpstream.start();
        nginx = ExampleNginx.start(folder, issuer.port(), upstream.port());
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws IOException {
        for (String token : PRESENTED) {
            for (String part : token.split("[.]", -1)) {
                assertThat(part.length() > 20 && nginx.logs().contains(part)).isFalse();
            }
        }
        assertThat(nginx.logs()).doesNotContain("eyJ", "Exception", "The guard failed");
    }

    private static HttpRequest.Builder request(String path, String token) {
        PRESENTED.add(token);
        return Answers.to(nginx.port(), path).header("Authorization", "Bearer " + token);
    }

    private static String refused(String path, String token, int status) throws Exception {
        HttpResponse<String> answer = Answers.send(request(path, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Answers.json(answer).get("status").intValue()).isEqualTo(status);
        assertThat(upstream.arrived()).isEmpty();
        return answer.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    private static String signed(TestDatabase database, String claim, JsonNode value) throws Exception {
        ObjectNode claims = Revoking.claims(forEdge, "ngx-forged");
        return IssuerKeys.signed(database, claims.set(claim, value));
    }

    @Test
    void the_upstream_gets_the_token_that_is_embedded_for_it_and_the_request_as_it_was() throws Exception {
        HttpResponse<String> answer =
                Answers.send(request("/orders/a%2Fb//c?q=%20", forEdge).POST(BodyPublishers.ofString("two pears")));

        assertThat(answer.statusCode()).isEqualTo(204);
        PlayedUpstream.Arrived arrived = upstream.arrived().get(0);
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.target()).isEqualTo("/orders/a%2Fb//c?q=%20");
        assertThat(arrived.body()).isEqualTo("two pears");
        List<String> tree = Revoking.tree(forEdge);
        assertThat(arrived.token()).isEqualTo(tree.get(1));
        assertThat(Revoking.tree(arrived.token())).isEqualTo(tree.subList(1, 3));
    }

    @Test
    void the_token_for_the_upstream_is_for_it_and_held_by_nginx(RunningIssuer issuer) throws Exception {
        Answers.send(request("/orders/", forEdge));

        String token = upstream.arrived().get(0).token();
        OutsideToken verified = OutsideToken.verified(token, ORDERS, "ES256", issuer.jwks());
        assertThat(verified.scopes()).containsExactly("ngx-orders:place");
        assertThat(Revoking.payload(token).get("client_id").textValue()).isEqualTo("edge");
    }

    @Test
    void tokens_in_plain_form_are_unpacked_as_well(TestDatabase database) throws Exception {
        String embedded = Revoking.tree(forEdge).get(1);
        ObjectNode claims = Revoking.claims(forEdge, "ngx-plain");
        claims.putArray("tokens")
                .addObject()
                .put("type", ServiceClient.ACCESS_TOKEN)
                .put("aud", ORDERS)
                .put("token", embedded);

        Answers.send(request("/orders/", IssuerKeys.signed(database, claims)));

        assertThat(upstream.arrived()).extracting(PlayedUpstream.Arrived::token).containsExactly(embedded);
    }

    @Test
    void a_service_without_code_for_tokens_gets_its_token_as_it_came() throws Exception {
        Answers.send(request("/catalog/pears", forCatalog));

        assertThat(upstream.arrived()).extracting(PlayedUpstream.Arrived::token).containsExactly(forCatalog);
    }

    @Test
    void a_missing_scope_is_named(TestDatabase database) throws Exception {
        ObjectNode claims = Revoking.claims(forCatalog, "ngx-write").put("scope", "ngx-catalog:write catalog:reader");

        assertThat(refused("/catalog/pears", IssuerKeys.signed(database, claims), 403))
                .startsWith("Bearer error=\"insufficient_scope\"")
                .endsWith("scope=\"catalog:read\"");
    }

    @Test
    void headers_that_clients_forge_do_not_reach_the_upstream() throws Exception {
        HttpRequest.Builder request = request("/orders/", forEdge);
        List<String> names = List.of(
                "X-Forwarded-User",
                "X-Upstream-Audience",
                "Forwarded",
                "X-Original-URI",
                "X-Auth-Request-User",
                "Remote-User",
                "DPoP",
                "X-Forwarded-Client-Cert");
        names.forEach(name -> request.header(name, "root"));
        Answers.send(request.header("X-Forwarded-For", "10.0.0.1").header("X-Forwarded-Host", "evil.example"));

        Map<String, List<String>> headers = upstream.arrived().get(0).headers();
        assertThat(headers)
                .doesNotContainKeys(
                        names.stream().map(NginxExampleTest::asStored).toArray(String[]::new));
        assertThat(headers.get("X-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(headers.get("X-forwarded-host")).containsExactly("localhost");
    }

    /** As the JDK's server spells names. */
    private static String asStored(String name) {
        return name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    @Test
    void without_a_token_there_is_a_bare_challenge() throws Exception {
        HttpResponse<String> answer = Answers.send(Answers.to(nginx.port(), "/orders/"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void two_tokens_are_refused() throws Exception {
        HttpResponse<String> answer =
                Answers.send(request("/orders/", forEdge).header("Authorization", "Bearer " + forCatalog));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(upstream.arrived()).isEmpty();
    }

    /** Each token of the tree except the outer one is for another service. */
    @Test
    void tokens_for_others_are_refused_wherever_they_are_presented() throws Exception {
        for (String token : Revoking.tree(forEdge).subList(1, 3)) {
            assertThat(refused("/orders/", token, 401)).contains("error=\"invalid_token\"", "another audience");
            assertThat(refused("/catalog/", token, 401)).contains("error=\"invalid_token\"", "another audience");
        }
        assertThat(refused("/catalog/", forEdge, 401)).contains("another audience");
        assertThat(refused("/orders/", forCatalog, 401)).contains("another audience");
    }

    @Test
    void a_token_that_embeds_none_for_the_upstream_is_insufficient(TestDatabase database) throws Exception {
        String without = IssuerKeys.signed(database, Revoking.claims(forEdge, "ngx-without"));

        assertThat(refused("/orders/", without, 403)).contains("insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "iat", "nbf", "cnf", "tokens"})
    void each_claim_that_is_wrong_is_a_refusal(String claim, TestDatabase database) throws Exception {
        long now = Instant.now().getEpochSecond();
        ObjectNode wrong = Revoking.claims(forEdge, "ngx-wrong");
        wrong.put("iss", "https://evil.example").put("aud", EDGE + "/").put("exp", now - 60);
        wrong.put("iat", now + 600).put("nbf", now + 600).putObject("cnf").put("jkt", "x");
        wrong.put("tokens", "AAAA");

        assertThat(refused("/orders/", signed(database, claim, wrong.get(claim)), 401))
                .startsWith("Bearer error=\"invalid_token\"");
    }

    @Test
    void only_the_issuers_signature_is_accepted() throws Exception {
        String[] parts = forEdge.split("[.]", -1);
        char first = parts[2].charAt(0) == 'A' ? 'B' : 'A';
        List<String> forged = List.of(
                parts[0] + "." + parts[1] + "." + first + parts[2].substring(1),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + "A".repeat(86),
                parts[0] + "." + parts[1] + "." + parts[2].substring(4),
                OddTokens.withHeader(parts, "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"x\"}"),
                OddTokens.withHeader(parts, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"unknown\"}"),
                OddTokens.withHeader(parts, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"x\"}"),
                OddTokens.withHeader(parts, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"x\",\"crit\":[\"b64\"]}"),
                "eyJhbGciOiJFUzI1NiJ9",
                "x.y.z");

        for (String token : forged) {
            assertThat(refused("/orders/", token, 401)).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void a_header_that_is_too_long_is_refused() throws Exception {
        HttpResponse<String> answer = Answers.send(request("/orders/", forEdge + "A".repeat(20_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(upstream.arrived()).isEmpty();
    }

    @Test
    void internal_locations_are_not_reachable() throws Exception {
        for (String path : List.of("/_matryoshka/jwks", "/_matryoshka/jwks/new", "/@orders")) {
            assertThat(Answers.send(Answers.to(nginx.port(), path)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void the_access_log_names_ids() throws Exception {
        Answers.send(request("/orders/?access_token=hush", forEdge));

        String jti = Revoking.payload(forEdge).get("jti").textValue();
        Soon.within(Duration.ofSeconds(10), () -> nginx.logs().contains("jti=" + jti + " txn="));
        assertThat(nginx.logs()).doesNotContain("hush");
    }
}

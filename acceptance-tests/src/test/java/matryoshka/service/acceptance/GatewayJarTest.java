package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The built gateway before two services of a running issuer, as a presenter of one of them. */
@ExtendWith(SharedIssuer.class)
class GatewayJarTest {
    private static final String GRAPH = """
            services:
              gwj-edge: {audience: "https://gwj-edge.example", presenters: [gwj-sidecar], scopes: {"gwj-edge:use": ""}}
              gwj-orders: {audience: "https://gwj-orders.example", hosts: ["gwj-orders.svc:8080"], scopes: {"gwj-orders:place": ""}}
              gwj-bank: {audience: "https://gwj-bank.example", hosts: ["gwj-bank.svc:8080"], scopes: {"gwj-bank:book": ""}}
              gwj-other: {audience: "https://gwj-other.example", scopes: {"gwj-other:x": ""}}
            dependencies:
              gwj-1: {from: gwj-edge, to: gwj-orders, grants: ["gwj-orders:place"]}
              gwj-2: {from: gwj-orders, to: gwj-bank, grants: ["gwj-bank:book"]}
              gwj-3: {from: gwj-edge, to: gwj-bank, grants: ["gwj-bank:book"], sharing: exchange}
            """;
    private static final String EDGE = "service=gwj-edge&upstream=";

    @TempDir
    private static Path folder;

    private static RunningGateway gateway;
    private static String secret;
    private static String token;

    @BeforeAll
    static void start(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        token = ServiceClient.registered(issuer, "gwj-app", "gwj-edge:use").token("");
        secret = ServiceClient.registered(issuer, "gwj-sidecar", "").secret();
        gateway = RunningGateway.start(
                issuer,
                folder,
                Map.of(
                        "SERVICES", "gwj-edge=https://gwj-edge.example,gwj-other=https://gwj-other.example",
                        "JDK_JAVA_OPTIONS", "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "CLIENT_ID", "gwj-sidecar",
                        "CLIENT_SECRET", secret));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** At the lowest level. A token is what its signature makes it. */
    @AfterEach
    void nothing_that_is_a_secret_is_in_the_log() throws IOException {
        assertThat(gateway.log()).doesNotContain("eyJ", secret, "Exception");
        for (String used : Revoking.tree(token)) {
            assertThat(gateway.log()).doesNotContain(used.substring(used.lastIndexOf('.') + 1));
        }
    }

    private static String next(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Authorization").orElseThrow().substring("Bearer ".length());
    }

    @Test
    void an_embedded_token_is_picked_and_holds_on_at_its_service(RunningIssuer issuer) throws Exception {
        String next = next(gateway.forwardAuth(EDGE + "https://gwj-orders.example", token));

        assertThat(next).isEqualTo(Revoking.tree(token).get(1));
        OutsideToken verified = OutsideToken.verified(next, "https://gwj-orders.example", "ES256", issuer.jwks());
        assertThat(verified.scopes()).containsExactly("gwj-orders:place");
    }

    @Test
    void as_a_presenter_it_exchanges_what_is_not_embedded_and_only_once(RunningIssuer issuer) throws Exception {
        String next = next(gateway.forwardAuth(EDGE + "https://gwj-bank.example", token));

        OutsideToken verified = OutsideToken.verified(next, "https://gwj-bank.example", "ES256", issuer.jwks());
        assertThat(verified.scopes()).containsExactly("gwj-bank:book");
        assertThat(verified.claim("act").toString()).contains("gwj-sidecar", "gwj-edge");
        assertThat(next(gateway.forwardAuth(EDGE + "https://gwj-bank.example", token)))
                .isEqualTo(next);
        assertThat(gateway.metrics()).contains("matryoshka_gateway_cache_hits_total{service=\"gwj-edge\"} 1\n");
    }

    @Test
    void a_service_gets_tokens_by_url_for_listed_hosts_alone() throws Exception {
        HttpResponse<String> listed =
                gateway.token("{\"service\": \"gwj-edge\", \"url\": \"http://gwj-orders.svc:8080/orders\"}", token);
        HttpResponse<String> other =
                gateway.token("{\"service\": \"gwj-edge\", \"url\": \"http://gwj-orders.svc.evil:8080/\"}", token);

        JsonNode body = Answers.json(listed);
        assertThat(body.get("access_token").textValue())
                .isEqualTo(Revoking.tree(token).get(1));
        assertThat(body.get("audience").textValue()).isEqualTo("https://gwj-orders.example");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(Answers.json(other).get("error").textValue()).isEqualTo("invalid_target");
    }

    @Test
    void tokens_for_others_are_refused() throws Exception {
        List<String> tree = Revoking.tree(token);
        for (String embedded : tree.subList(1, tree.size())) {
            for (String query : List.of(EDGE + "https://gwj-orders.example", "service=gwj-other")) {
                HttpResponse<String> answer = gateway.forwardAuth(query, embedded);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .contains("invalid_token");
            }
        }
        assertThat(gateway.forwardAuth("service=gwj-other", token).statusCode()).isEqualTo(401);
        assertThat(gateway.forwardAuth(EDGE + "https://gwj-other.example", token)
                        .statusCode())
                .isEqualTo(403);
    }
}

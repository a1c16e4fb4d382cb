package matryoshka.gateway;

import static matryoshka.gateway.PlayedGateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.resource.testing.PlayedUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every proxy must do together with the gateway, as {@code examples/gateway} configures it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit does
abstract class ProxyContract {
    private PlayedGateway gateway;
    private PlayedUpstream upstream;
    private RunningProxy proxy;

    abstract RunningProxy start(Path folder, int gatewayPort, int upstreamPort) throws Exception;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gateway = PlayedGateway.start();
        upstream = PlayedUpstream.start();
        proxy = start(folder, gateway.port(), upstream.port());
    }

    @AfterAll
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        upstream.close();
        gateway.close();
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws IOException {
        assertThat(proxy.logs()).doesNotContain("eyJ");
        assertThat(gateway.log()).doesNotContain("eyJ");
    }

    private HttpRequest.Builder request(String target, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + proxy.port() + target))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> refused(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Authorization")).isEmpty();
        assertThat(upstream.arrived()).isEmpty();
        return answer;
    }

    private static void assertChallenge(HttpResponse<String> answer, String error) {
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains(error);
    }

    @Test
    void the_upstream_gets_the_token_for_it_and_the_request_as_it_was() throws Exception {
        String token = gateway.token();
        HttpResponse<String> answer = send(request("/orders/a%2Fb?q=1", token).POST(BodyPublishers.ofString("pears")));

        assertThat(answer.statusCode()).isEqualTo(204);
        PlayedUpstream.Arrived arrived = upstream.arrived().get(0);
        assertThat(arrived.headers().get("Authorization"))
                .containsExactly("Bearer " + ForwardAuthTest.embedded(token).get(0));
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.target()).isEqualTo("/orders/a%2Fb?q=1");
        assertThat(arrived.body()).isEqualTo("pears");
    }

    @Test
    void clients_choose_no_token_and_no_identity() throws Exception {
        String token = gateway.token();
        send(request("/orders/?service=shop&upstream=x", token)
                .header(Direction.UPSTREAM_HEADER, "https://other.example")
                .header(Direction.SERVICE_HEADER, "shop")
                .header("X-Forwarded-User", "root"));

        PlayedUpstream.Arrived arrived = upstream.arrived().get(0);
        assertThat(arrived.headers().get("Authorization"))
                .containsExactly("Bearer " + ForwardAuthTest.embedded(token).get(0));
        assertThat(arrived.headers()).doesNotContainKey("X-forwarded-user");
    }

    @Test
    void a_proof_is_checked_against_the_request_of_the_client() throws Exception {
        PlayedKey key = PlayedKey.generate();
        String token = gateway.issuer().mint(PlayedGateway.tree().boundToKey(key.thumbprint()));
        String url = "http://localhost:" + proxy.port() + "/orders/1";
        String proof = key.proof("GET", url, token, Instant.now());

        // What a client says about its request is not believed.
        refused(bound("/orders/2", token, proof).header("X-Forwarded-Uri", "/orders/1"), 401);
        assertThat(send(bound("/orders/1?q", token, proof)).statusCode()).isEqualTo(204);
        assertThat(upstream.arrived().get(0).headers()).doesNotContainKey("Dpop");
        assertChallenge(refused(bound("/orders/1", token, proof), 401), "invalid_dpop_proof");
    }

    private HttpRequest.Builder bound(String target, String token, String proof) {
        return request(target, token)
                .setHeader("Authorization", "DPoP " + token)
                .header("DPoP", proof);
    }

    @Test
    void without_a_token_and_with_those_of_others_there_is_a_challenge() throws Exception {
        String token = gateway.token();
        HttpResponse<String> bare =
                refused(HttpRequest.newBuilder(URI.create("http://localhost:" + proxy.port() + "/orders/")), 401);
        assertChallenge(bare, "Bearer");
        for (String other : ForwardAuthTest.embedded(token)) {
            assertChallenge(refused(request("/orders/", other), 401), "error=\"invalid_token\"");
        }
        assertChallenge(refused(request("/orders/", "x"), 401), "error=\"invalid_token\"");
        assertChallenge(
                refused(request("/orders/", gateway.issuer().forger().bomb(PlayedGateway.EDGE)), 401),
                "error=\"invalid_token\"");
    }

    @Test
    void a_token_that_leads_to_none_for_the_upstream_is_forbidden() throws Exception {
        String token = gateway.issuer().mint(PlayedToken.of(PlayedGateway.EDGE, "app", "edge:use"));

        assertChallenge(refused(request("/orders/", token), 403), "error=\"insufficient_scope\"");
    }

    @Test
    void two_tokens_and_tokens_that_are_too_long_are_refused() throws Exception {
        String token = gateway.token();
        assertThat(send(request("/orders/", token).header("Authorization", "Bearer x"))
                        .statusCode())
                .isIn(List.of(400, 401));
        assertThat(send(request("/orders/", "A".repeat(40_000))).statusCode()).isIn(List.of(400, 401, 431, 503));
        assertThat(upstream.arrived()).isEmpty();
    }
}

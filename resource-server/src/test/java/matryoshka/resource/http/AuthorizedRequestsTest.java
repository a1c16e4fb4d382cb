package matryoshka.resource.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.ResourceServerBuilder;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.resource.testing.PlayedVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizedRequestsTest {
    private final PlayedIssuer issuer = PlayedIssuer.start();
    private final PlayedIssuer payments = PlayedIssuer.start();
    private final ResourceServer server = settings().build();

    private ResourceServerBuilder settings() {
        return ResourceServer.builder()
                .issuer(issuer.uri())
                .audience("orders")
                .service("orders")
                .callee("payments", "payments", payments.uri().getAuthority() + "/charges");
    }

    @BeforeEach
    void answerWithTheToken() {
        payments.endpoints().answer("/charges/1", request -> Answer.json(200, request.authorization()));
    }

    @AfterEach
    void close() {
        server.close();
        payments.close();
        issuer.close();
    }

    @Test
    void a_request_carries_the_token_for_the_service_at_its_url() throws IOException, InterruptedException {
        ReceivedToken received = received();
        HttpRequest request = HttpRequest.newBuilder(payments.uri().resolve("/charges/1"))
                .header("Authorization", "Bearer of-the-caller")
                .header("X-Other", "kept")
                .build();

        String sent = new AuthorizedRequests(HttpClient.newHttpClient())
                .send(request, received, BodyHandlers.ofString())
                .body();

        assertThat(sent).isEqualTo("Bearer " + received.tokenFor("payments").value());
        assertThat(AuthorizedRequests.authorize(request, received).headers().allValues("X-Other"))
                .containsExactly("kept");
    }

    @Test
    void nothing_is_sent_elsewhere() {
        for (String url : new String[] {
            payments.uri().resolve("/other").toString(),
            issuer.uri().resolve("/charges/1").toString()
        }) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            assertThatThrownBy(() -> new AuthorizedRequests(HttpClient.newHttpClient())
                            .send(request, received(), BodyHandlers.discarding()))
                    .isInstanceOf(NoTokenException.class);
        }
        assertThat(payments.requests("/other")).isZero();
        assertThat(issuer.requests("/charges/1")).isZero();
    }

    @Test
    void a_client_that_follows_redirects_is_not_taken() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatThrownBy(() -> new AuthorizedRequests(following)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_request_is_sent_again_with_the_nonce_that_the_service_demands() throws Exception {
        PlayedKey key = PlayedKey.generate();
        String token = issuer.mint(PlayedToken.of("orders", "web-shop", "orders:place")
                .embedding(
                        PlayedToken.of("payments", "orders", "payments:charge").boundToKey(key.thumbprint())));
        HttpRequest request = HttpRequest.newBuilder(payments.uri().resolve("/charges/1"))
                .POST(HttpRequest.BodyPublishers.ofString("9.90"))
                .build();
        try (ResourceServer orders = settings().proofKey(key.jwk()).build();
                PlayedVerifier demanding = PlayedVerifier.demandingNonces(issuer, "payments")) {
            payments.endpoints().answer("/charges/1", demanding);
            ReceivedToken received = orders.verify(PresentedToken.ofBearer(token));
            AuthorizedRequests requests = new AuthorizedRequests(HttpClient.newHttpClient());

            assertThat(requests.send(request, received, BodyHandlers.ofString()).body())
                    .isEqualTo("accepted orders: 9.90");
            assertThat(payments.requests("/charges/1")).isEqualTo(2);
            assertThat(requests.send(request, received, BodyHandlers.ofString()).body())
                    .isEqualTo("accepted orders: 9.90");
            assertThat(payments.requests("/charges/1")).isEqualTo(3);
        }
    }

    @Test
    void a_service_that_refuses_every_nonce_is_asked_twice_and_no_more() throws Exception {
        PlayedKey key = PlayedKey.generate();
        String token = issuer.mint(PlayedToken.of("orders", "web-shop", "orders:place")
                .embedding(
                        PlayedToken.of("payments", "orders", "payments:charge").boundToKey(key.thumbprint())));
        payments.endpoints()
                .answer(
                        "/charges/1",
                        request -> new Answer(401, Map.of("DPoP-Nonce", "n" + payments.requests("/charges/1")), "no"));
        HttpRequest request =
                HttpRequest.newBuilder(payments.uri().resolve("/charges/1")).build();
        try (ResourceServer orders = settings().proofKey(key.jwk()).build()) {
            ReceivedToken received = orders.verify(PresentedToken.ofBearer(token));

            assertThat(new AuthorizedRequests(HttpClient.newHttpClient())
                            .send(request, received, BodyHandlers.ofString())
                            .body())
                    .isEqualTo("no");
            assertThat(payments.requests("/charges/1")).isEqualTo(2);
        }
    }

    private ReceivedToken received() {
        return server.verify(PresentedToken.ofBearer(issuer.mint(PlayedToken.of("orders", "web-shop", "orders:place")
                .embedding(PlayedToken.of("payments", "orders", "payments:charge")))));
    }
}

package matryoshka.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clients of a service send. */
@ExtendWith(Running.class)
class NextHopTest {
    private static final String TO_LEDGER = "ledger got Bearer ";

    private final RunningShop shop;

    NextHopTest(RunningShop shop) {
        this.shop = shop;
    }

    @Test
    void the_nested_token_is_presented_to_the_next_service_and_accepted_there() {
        String token = shop.issuer.mint(RunningShop.order(), "alice");

        HttpResponse<String> answer = shop.send(
                "POST",
                shop.orders().resolve("/orders?payments=" + shop.payments() + "/charges"),
                "Authorization",
                "Bearer " + token);

        assertThat(answer.body()).isEqualTo("an order: 9.90 charged for alice by orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call", "/call-on-another-thread"})
    void clients_present_the_token_for_the_service_that_they_call(String path) {
        String sent = call(shop.orders(), path, shop.ledger() + "/entries", shop.issuer.mint(RunningShop.order()))
                .body();
        String sentByJersey = call(
                        shop.payments(), path, shop.ledger() + "/entries", shop.issuer.mint(RunningShop.charge()))
                .body();

        assertThat(atLedger(sent).scopes()).containsExactly("ledger:read");
        assertThat(atLedger(sentByJersey).scopes()).containsExactly("ledger:write");
    }

    @Test
    void a_token_that_is_bound_to_the_services_key_is_presented_with_a_proof_and_the_last_nonce() {
        PlayedToken bound =
                PlayedToken.of(RunningShop.LEDGER, "orders", "ledger:read").boundToKey(shop.key.thumbprint());
        String token = shop.issuer.mint(
                PlayedToken.of(RunningShop.ORDERS, "web-shop", "shop").embedding(bound));
        String url = shop.ledger() + "/proven";

        assertThat(call(shop.orders(), "/call", url, token).statusCode()).isEqualTo(401);
        assertThat(call(shop.orders(), "/call", url, token).body()).isEqualTo("accepted orders: ");
    }

    @Test
    void requests_to_hosts_that_are_not_listed_are_left_as_they_are() {
        assertThat(call(shop.orders(), "/call", shop.elsewhere() + "/page", shop.issuer.mint(RunningShop.order()))
                        .body())
                .isEqualTo("elsewhere got left as it is");
    }

    @Test
    void requests_that_follow_from_no_token_are_left_as_they_are() {
        assertThat(call(
                                shop.orders(),
                                "/call-without-property",
                                shop.ledger() + "/entries",
                                shop.issuer.mint(RunningShop.order()))
                        .body())
                .isEqualTo("ledger got left as it is");
    }

    @Test
    void no_token_follows_a_redirect() {
        assertThat(call(shop.orders(), "/call", shop.ledger() + "/moved", shop.issuer.mint(RunningShop.order()))
                        .body())
                .doesNotContain("elsewhere got");
    }

    @Test
    void nothing_is_sent_to_a_listed_service_without_a_token_for_it() {
        HttpResponse<String> answer = call(
                shop.orders(),
                "/call",
                shop.ledger() + "/entries",
                shop.issuer.mint(PlayedToken.of(RunningShop.ORDERS, "web-shop", "shop")));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("ledger got");
    }

    private HttpResponse<String> call(URI service, String path, String url, String token) {
        return shop.get(URI.create(service + path + "?url=" + url), token);
    }

    /** Returns what the ledger makes of the token in its answer. */
    private ReceivedToken atLedger(String answer) {
        assertThat(answer).startsWith(TO_LEDGER);
        try (ResourceServer ledger = ResourceServer.builder()
                .issuer(shop.issuer.uri())
                .audience(RunningShop.LEDGER)
                .build()) {
            return ledger.verify(PresentedToken.ofBearer(answer.substring(TO_LEDGER.length())));
        }
    }
}

package matryoshka.spring;

import static matryoshka.spring.RunningShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.spring.shop.OrdersService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What the clients of both kinds of application send. */
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
                at(shop.orders).resolve("/orders?payments=" + at(shop.payments) + "/charges"),
                "Authorization",
                "Bearer " + token);

        assertThat(answer.body()).isEqualTo("alice's order: charged for alice by orders with [payments:charge]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest", "/web", "/template", "/interface", "/callable", "/other-thread-with-attribute"})
    void clients_present_the_token_for_the_service_that_they_call(String path) {
        String sent = call(shop.orders, path, shop.ledger() + "/entries", shop.issuer.mint(RunningShop.order()))
                .body();

        assertThat(sent).startsWith(TO_LEDGER);
        assertThat(atLedger(sent).clientId()).isEqualTo("orders");
        assertThat(atLedger(sent).scopes()).containsExactly("ledger:read");
    }

    @Test
    void a_reactive_chain_keeps_the_token_when_it_changes_threads() {
        String sent = call(shop.payments, "/web", shop.ledger() + "/entries", shop.issuer.mint(RunningShop.charge()))
                .body();

        assertThat(atLedger(sent).clientId()).isEqualTo("payments");
        assertThat(atLedger(sent).scopes()).containsExactly("ledger:write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest", "/web"})
    void a_token_that_is_bound_to_the_services_key_is_presented_with_a_proof_and_the_nonce_that_is_demanded(
            String path) {
        PlayedToken bound =
                PlayedToken.of(RunningShop.LEDGER, "orders", "ledger:read").boundToKey(OrdersService.KEY.thumbprint());
        String token = shop.issuer.mint(
                PlayedToken.of(RunningShop.ORDERS, "web-shop", "orders:place").embedding(bound));

        assertThat(call(shop.orders, path, shop.ledger() + "/proven", token).body())
                .isEqualTo("accepted orders: ");
    }

    @Test
    void a_thread_that_does_not_know_the_request_sends_no_token() {
        assertThat(call(shop.orders, "/other-thread", shop.ledger() + "/entries", shop.issuer.mint(RunningShop.order()))
                        .body())
                .isEqualTo("ledger got left as it is");
    }

    @Test
    void requests_to_hosts_that_are_not_listed_are_left_as_they_are() {
        String order = shop.issuer.mint(RunningShop.order());
        String page = shop.elsewhere() + "/page";

        assertThat(call(shop.orders, "/rest", page, order).body()).isEqualTo("elsewhere got left as it is");
        assertThat(call(shop.orders, "/web", page, order).body()).isEqualTo("elsewhere got ");
        assertThat(call(shop.payments, "/web", page, shop.issuer.mint(RunningShop.charge()))
                        .body())
                .isEqualTo("elsewhere got ");
    }

    @Test
    void no_token_follows_a_redirect() {
        String moved = shop.ledger() + "/moved";
        String order = shop.issuer.mint(RunningShop.order());

        assertThat(call(shop.orders, "/rest", moved, order).body()).doesNotContain("elsewhere got");
        assertThat(call(shop.orders, "/web", moved, order).body()).doesNotContain("elsewhere got");
        assertThat(call(shop.payments, "/web", moved, shop.issuer.mint(RunningShop.charge()))
                        .body())
                .doesNotContain("elsewhere got");
    }

    @Test
    void a_token_that_is_not_embedded_comes_by_exchange() {
        shop.issuer.exchange().offer("ledger", PlayedToken.of(RunningShop.LEDGER, "orders", "ledger:audit"));
        String token = shop.issuer.mint(PlayedToken.of(RunningShop.ORDERS, "web-shop", "orders:audit"));

        for (String path : List.of("/rest", "/web")) {
            String sent =
                    call(shop.orders, path, shop.ledger() + "/entries", token).body();

            assertThat(atLedger(sent).scopes()).containsExactly("ledger:audit");
            assertThat(atLedger(sent).actors()).containsExactly("orders");
        }
        shop.issuer.exchange().withdraw("ledger");
    }

    @Test
    void nothing_is_sent_to_a_listed_service_without_a_token_for_it() {
        String token = shop.issuer.mint(PlayedToken.of(RunningShop.ORDERS, "web-shop", "orders:read"));

        for (String path : List.of("/rest", "/web")) {
            HttpResponse<String> answer = call(shop.orders, path, shop.ledger() + "/entries", token);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("ledger got");
        }
    }

    private HttpResponse<String> call(ConfigurableApplicationContext service, String path, String url, String token) {
        return shop.send("GET", URI.create(at(service) + path + "?url=" + url), "Authorization", "Bearer " + token);
    }

    /** Returns what the ledger makes of the token in its answer. */
    private ReceivedToken atLedger(String answer) {
        try (ResourceServer ledger = ResourceServer.builder()
                .issuer(shop.issuer.uri())
                .audience(RunningShop.LEDGER)
                .build()) {
            return ledger.verify(PresentedToken.ofBearer(answer.substring(TO_LEDGER.length())));
        }
    }
}

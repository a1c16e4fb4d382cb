package matryoshka.resource;

import static matryoshka.resource.Shop.LEDGER;
import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.PAYMENTS;
import static matryoshka.resource.Shop.STOCK;
import static matryoshka.resource.Shop.missing;
import static matryoshka.resource.Shop.present;
import static matryoshka.resource.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddedNextHopTest {
    private static final Shop SHOP = new Shop();
    private static final ResourceServer SERVER = SHOP.orders().build();

    @AfterAll
    static void close() {
        SERVER.close();
        SHOP.close();
    }

    @Test
    void the_embedded_token_is_found_by_name_and_audience() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));

        NextHopToken byName = received.tokenFor("payments");

        assertThat(byName.audience()).isEqualTo(PAYMENTS);
        assertThat(byName.scopes()).containsExactly("payments:charge");
        assertThat(byName.how()).isEqualTo(NextHopToken.How.EMBEDDED);
        assertThat(byName.jti()).isEqualTo(received.jti() + ".0");
        assertThat(received.tokenFor(PAYMENTS).value()).isEqualTo(byName.value());
        assertThat(byName.headers("POST", URI.create("https://payments.shop.example")))
                .isEqualTo(Map.of("Authorization", "Bearer " + byName.value()));
        assertThat(byName.toString()).doesNotContain(byName.value());
    }

    @Test
    void each_service_of_a_chain_takes_the_token_for_the_next() {
        NextHopToken forPayments =
                present(SERVER, SHOP.issuer.mint(Shop.order(), "alice")).tokenFor("payments");
        try (ResourceServer payments = SHOP.service("payments", PAYMENTS).build();
                ResourceServer ledger = SHOP.service("ledger", LEDGER).build()) {
            ReceivedToken atPayments = present(payments, forPayments.value());
            assertThat(atPayments.clientId()).isEqualTo("orders");
            assertThat(atPayments.subject()).isEqualTo("alice");

            ReceivedToken atLedger =
                    present(ledger, atPayments.tokenFor("ledger").value());
            assertThat(atLedger.clientId()).isEqualTo("payments");
            assertThat(atLedger.actors()).containsExactly("payments", "orders");
            assertThat(atLedger.scopes()).containsExactly("ledger:write");
        }
    }

    @Test
    void a_token_is_accepted_by_the_service_it_is_for_and_by_no_other() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));
        Map<String, String> tokens = Map.of(
                PAYMENTS, received.tokenFor("payments").value(),
                STOCK, received.tokenFor("stock").value());
        tokens.forEach((audience, token) -> {
            for (String service : List.of(ORDERS, PAYMENTS, STOCK, LEDGER)) {
                try (ResourceServer server = SHOP.service("any", service).build()) {
                    if (service.equals(audience)) {
                        present(server, token);
                    } else {
                        assertThat(refusal(() -> present(server, token)).error())
                                .contains("invalid_token");
                    }
                }
            }
        });
    }

    @Test
    void a_token_is_found_by_the_url_that_is_called() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));

        assertThat(received.tokenFor(URI.create("http://payments.shop.svc:8080/charges?x=1"))
                        .audience())
                .isEqualTo(PAYMENTS);
        assertThat(received.tokenFor(URI.create("https://API.shop.example/stock/7"))
                        .audience())
                .isEqualTo(STOCK);
    }

    @Test
    void no_token_is_sent_to_a_host_that_is_not_listed() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));
        for (String url : List.of(
                "http://payments.shop.svc/charges",
                "http://payments.shop.svc:8081/charges",
                "http://payments.shop.svc.evil.example:8080/",
                "http://payments.shop.svc:8080@evil.example/",
                "http://user@payments.shop.svc:8080/",
                "http://evil.example/payments.shop.svc:8080",
                "https://api.shop.example/",
                "https://api.shop.example/stockroom",
                "https://api.shop.example/stock/../admin",
                "https://api.shop.example/stock/%2e%2e/admin",
                "https://api.shop.example/stock/..%2fadmin",
                "https://api.shop.example/stock/..;/admin",
                "https://api.shop.example/stock/%5c..%5cadmin",
                "ftp://payments.shop.svc:8080/",
                "mailto:payments@shop.example",
                "/charges")) {
            assertThat(missing(() -> received.tokenFor(URI.create(url))).reason())
                    .as(url)
                    .isEqualTo(Reason.UNKNOWN_CALLEE);
        }
    }

    @Test
    void a_url_where_no_service_is_listed_needs_no_token_and_is_no_failure() {
        List<AuditEvent> events = new ArrayList<>();
        try (ResourceServer server = SHOP.orders().audit(events::add).build()) {
            ReceivedToken received = present(server, SHOP.issuer.mint(Shop.order()));

            assertThat(received.tokenIfListed(URI.create("https://elsewhere.example/")))
                    .isEmpty();
            assertThat(received.tokenIfListed(URI.create("http://payments.shop.svc:8080/charges")))
                    .hasValueSatisfying(token -> assertThat(token.audience()).isEqualTo(PAYMENTS));
            assertThat(events).hasExactlyElementsOfTypes(AuditEvent.Accepted.class, AuditEvent.NextHop.class);
        }
    }

    @Test
    void a_listed_service_without_a_token_is_a_failure() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:read")));

        assertThat(missing(() -> received.tokenIfListed(URI.create("http://payments.shop.svc:8080/")))
                        .reason())
                .isEqualTo(Reason.NO_DEPENDENCY);
    }

    @Test
    void a_missing_dependency_is_named() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:read")));

        NoTokenException none = missing(() -> received.tokenFor("payments"));

        assertThat(none.reason()).isEqualTo(Reason.NO_DEPENDENCY);
        assertThat(none)
                .hasMessageContaining("No dependency leads from 'orders' to 'payments'")
                .hasMessageContaining("orders:read");
    }

    @Test
    void a_callee_that_was_made_up_makes_no_lines() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));

        assertThat(missing(() -> received.tokenFor("x\r\nINFO forged")))
                .hasMessageContaining("to 'x??INFO forged'")
                .hasMessageNotContainingAny("\r", "\n");
    }

    @Test
    void an_expired_embedded_token_is_not_used() {
        PlayedToken payments =
                PlayedToken.of(PAYMENTS, "orders", "payments:charge").withLifetime(Duration.ofSeconds(60));
        try (Shop shop = new Shop();
                ResourceServer server = shop.orders().build()) {
            ReceivedToken received = present(
                    server,
                    shop.issuer.mint(
                            PlayedToken.of(ORDERS, "web-shop", "orders:place").embedding(payments)));
            shop.clock.advance(Duration.ofSeconds(54));
            received.tokenFor("payments");
            shop.clock.advance(Duration.ofSeconds(2));
            missing(() -> received.tokenFor("payments"));
        }
    }

    @Test
    void a_token_without_the_scopes_that_are_needed_is_not_used() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));

        received.tokenFor(TokenRequest.to("payments").withScopes(List.of("payments:charge")));
        missing(() -> received.tokenFor(TokenRequest.to("payments").withScopes(List.of("payments:refund"))));
    }

    @Test
    void of_a_shared_token_each_service_takes_what_it_holds() {
        String token = SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .withAudiences(ORDERS, STOCK)
                .embedding(
                        PlayedToken.of(PAYMENTS, "orders", "payments:charge"),
                        PlayedToken.of(PAYMENTS, "stock", "payments:read")));
        try (ResourceServer stock = SHOP.service("stock", STOCK).build()) {
            assertThat(present(SERVER, token).tokenFor("payments").scopes()).containsExactly("payments:charge");
            assertThat(present(stock, token).tokenFor("payments").scopes()).containsExactly("payments:read");
        }
    }

    @Test
    void tokens_in_the_plain_form_are_found_as_well() {
        ReceivedToken received = present(SERVER, SHOP.issuer.forger().plain(Shop.order()));

        assertThat(received.tokenFor("stock").scopes()).containsExactly("stock:reserve");
    }

    @Test
    void a_confidential_token_is_decrypted() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("o1").generate();
        Map<String, String> publicKey = Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "kid",
                "o1",
                "x",
                key.getX().toString(),
                "y",
                key.getY().toString());
        String token = SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(PlayedToken.of(PAYMENTS, "orders", "payments:charge").encryptedTo(publicKey)));
        try (ResourceServer server = SHOP.orders().decryptionKey(key).build();
                ResourceServer payments = SHOP.service("payments", PAYMENTS).build()) {
            present(payments, present(server, token).tokenFor("payments").value());
        }
        assertThat(missing(() -> present(SERVER, token).tokenFor("payments")).reason())
                .isEqualTo(Reason.NOT_CONFIGURED);
    }

    @Test
    void what_unpacks_to_too_much_gives_no_token() {
        String bomb = SHOP.issuer.forger().bomb(ORDERS);

        assertThat(missing(() -> present(SERVER, bomb).tokenFor("payments")).reason())
                .isEqualTo(Reason.RECEIVED_TOKEN_INVALID);
    }

    @Test
    void the_audit_hook_is_told_and_never_of_a_token() {
        List<AuditEvent> events = new ArrayList<>();
        String token = SHOP.issuer.mint(Shop.order());
        try (ResourceServer server = SHOP.orders().audit(events::add).build()) {
            ReceivedToken received = present(server, token);
            NextHopToken next = received.tokenFor("payments");
            missing(() -> received.tokenFor("bank"));
            refusal(() -> present(server, next.value()));

            assertThat(events)
                    .hasExactlyElementsOfTypes(
                            AuditEvent.Accepted.class,
                            AuditEvent.NextHop.class,
                            AuditEvent.NoNextHop.class,
                            AuditEvent.Refused.class);
            assertThat(events.get(1))
                    .isEqualTo(new AuditEvent.NextHop(
                            received.jti(), received.txn(), PAYMENTS, next.jti(), NextHopToken.How.EMBEDDED));
            assertThat(events.toString())
                    .doesNotContain(token.split("\\.", -1)[2])
                    .doesNotContain(next.value());
            assertThat(server.counts())
                    .containsEntry(Count.ACCEPTED, 1L)
                    .containsEntry(Count.REFUSED, 1L)
                    .containsEntry(Count.EMBEDDED, 1L)
                    .containsEntry(Count.NO_TOKEN, 1L);
        }
    }
}

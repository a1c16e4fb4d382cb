package matryoshka.resource;

import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.missing;
import static matryoshka.resource.Shop.present;
import static matryoshka.resource.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.resource.StatusPolicy.Stale;
import matryoshka.resource.StatusPolicy.Unknown;
import matryoshka.resource.testing.PlayedExchange;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.token.StaleDirection;
import matryoshka.token.TokenStanding.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final String STATUS = "/oauth2/status";
    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private static PlayedToken order() {
        return Shop.order().withPlan("p1");
    }

    @Test
    void a_token_that_would_be_the_same_today_is_fresh() {
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            assertThat(present(server, shop.issuer.mint(order())).standing().status())
                    .isEqualTo(Status.FRESH);
        }
    }

    @Test
    void a_revoked_token_is_refused_and_so_is_all_that_derives_from_it() {
        try (ResourceServer server = server(StatusPolicy.DEFAULT);
                ResourceServer payments =
                        shop.service("payments", Shop.PAYMENTS).build()) {
            String token = shop.issuer.mint(order());
            ReceivedToken received = present(server, token);
            NextHopToken next = received.tokenFor("payments");
            shop.issuer.status().revoke(received.jti());
            server.refresh();
            payments.refresh();

            assertThat(refusal(() -> present(server, token)).description()).contains("revoked");
            assertThat(refusal(() -> present(payments, next.value())).error()).contains("invalid_token");
            assertThat(received.standing().status()).isEqualTo(Status.REVOKED);
            assertThat(missing(() -> received.tokenFor("payments")).reason()).isEqualTo(Reason.RECEIVED_TOKEN_INVALID);
            present(server, shop.issuer.mint(order()));
        }
    }

    @Test
    void tokens_of_a_revoked_client_are_refused_and_later_ones_are_not() {
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            String token = shop.issuer.mint(order());
            shop.issuer.status().revokeClient("web-shop");
            server.refresh();
            refusal(() -> present(server, token));
            shop.clock.advance(Duration.ofSeconds(1));
            present(server, shop.issuer.mint(order()));
        }
    }

    @Test
    void a_token_that_the_issuer_refuses_is_refused() {
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            shop.issuer.status().refuse("p1");
            server.refresh();
            assertThat(refusal(() -> present(server, shop.issuer.mint(order()))).description())
                    .contains("no longer accepts");
        }
    }

    @Test
    void a_stale_token_is_accepted_with_its_directions() {
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            shop.issuer.status().stale("p1", StaleDirection.MISSING, StaleDirection.EXCESS);
            server.refresh();
            ReceivedToken received = present(server, shop.issuer.mint(order()));
            assertThat(received.standing().status()).isEqualTo(Status.STALE);
            assertThat(received.standing().directions())
                    .containsExactlyInAnyOrder(StaleDirection.MISSING, StaleDirection.EXCESS);
        }
    }

    @Test
    void stale_tokens_can_be_rejected_all_or_those_with_excess() {
        try (ResourceServer all = server(StatusPolicy.DEFAULT.withStale(Stale.REJECT));
                ResourceServer excess = server(StatusPolicy.DEFAULT.withStale(Stale.REJECT_EXCESS))) {
            String token = shop.issuer.mint(order());
            present(all, token);
            shop.issuer.status().stale("p1", StaleDirection.MISSING);
            all.refresh();
            excess.refresh();
            assertThat(refusal(() -> present(all, token)).description()).contains("stale");
            present(excess, token);
            shop.issuer.status().stale("p1", StaleDirection.EXCESS);
            excess.refresh();
            assertThat(refusal(() -> present(excess, token)).error()).contains("invalid_token");
        }
    }

    @Test
    void a_stale_token_can_be_renewed() {
        shop.issuer.exchange().client("orders", "s");
        PlayedToken today = PlayedToken.of(ORDERS, "orders", "orders:read")
                .withPlan("p2")
                .embedding(PlayedToken.of(Shop.STOCK, "orders", "stock:read"));
        shop.issuer.exchange().offer("", today);
        try (ResourceServer server = renewing()) {
            String token = shop.issuer.mint(order());
            assertThat(present(server, token).scopes()).containsExactly("orders:place");
            shop.issuer.status().stale("p1", StaleDirection.EXCESS);
            server.refresh();

            ReceivedToken received = present(server, token);

            assertThat(received.scopes()).containsExactly("orders:read");
            assertThat(received.tokenFor("stock").scopes()).containsExactly("stock:read");
            assertThat(received.clientId()).isEqualTo("web-shop");
            assertThat(received.actors()).isEmpty();
            assertThat(received.claims()).containsEntry("client_id", "web-shop").doesNotContainKey("act");
            assertThat(received.standing().status()).isEqualTo(Status.FRESH);
            present(server, token);
            assertThat(server.counts()).containsEntry(Count.EXCHANGES, 1L);
        }
    }

    @Test
    void a_stale_token_that_cannot_be_renewed_is_refused_unless_the_issuer_is_away() {
        shop.issuer.exchange().client("orders", "s");
        try (ResourceServer server = renewing()) {
            String token = shop.issuer.mint(order());
            shop.issuer.status().stale("p1", StaleDirection.EXCESS);
            server.refresh();
            assertThat(refusal(() -> present(server, token)).error()).contains("invalid_token");

            shop.issuer.exchange().refuse(form -> Optional.of(PlayedExchange.error(503, "x")));
            assertThat(present(server, shop.issuer.mint(order())).scopes()).containsExactly("orders:place");
        }
    }

    @Test
    void renewing_without_credentials_is_a_mistake_of_the_configuration() {
        assertThatThrownBy(() -> shop.orders()
                        .status(StatusPolicy.DEFAULT.withStale(Stale.RENEW))
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void before_the_first_summary_a_token_is_accepted_or_refused_as_configured() {
        shop.issuer.endpoints().answer(STATUS, request -> PlayedExchange.error(404, "none"));
        String token = shop.issuer.mint(order());
        try (ResourceServer accepting = shop.orders().build();
                ResourceServer refusing = shop.orders()
                        .status(StatusPolicy.DEFAULT.withOutage(Duration.ofMinutes(1), Unknown.REFUSE))
                        .build()) {
            assertThat(accepting.refresh()).isFalse();
            assertThat(present(accepting, token).standing().status()).isEqualTo(Status.UNKNOWN);
            assertThat(refusal(() -> present(refusing, token)).status()).isEqualTo(503);
        }
    }

    @Test
    void the_last_summary_is_used_for_a_while_and_its_revocations_for_ever() {
        StatusPolicy policy = StatusPolicy.DEFAULT.withOutage(Duration.ofMinutes(3), Unknown.REFUSE);
        try (ResourceServer server = server(policy)) {
            String revoked = shop.issuer.mint(order());
            shop.issuer.status().revoke(present(server, revoked).jti());
            server.refresh();
            shop.issuer.fail(true);
            server.refresh();
            shop.clock.advance(Duration.ofSeconds(179));
            assertThat(present(server, shop.issuer.mint(order())).standing().status())
                    .isEqualTo(Status.FRESH);

            shop.clock.advance(Duration.ofSeconds(2));
            assertThat(refusal(() -> present(server, shop.issuer.mint(order()))).status())
                    .isEqualTo(503);
            assertThat(refusal(() -> present(server, revoked)).status()).isEqualTo(401);

            shop.issuer.fail(false);
            server.refresh();
            present(server, shop.issuer.mint(order()));
        }
    }

    @Test
    void a_summary_is_used_for_as_long_as_it_says_unless_configured_otherwise() {
        shop.issuer.status().lifetime(Duration.ofSeconds(20));
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            shop.issuer.fail(true);
            shop.clock.advance(Duration.ofSeconds(19));
            assertThat(present(server, shop.issuer.mint(order())).standing().status())
                    .isEqualTo(Status.FRESH);
            shop.clock.advance(Duration.ofSeconds(2));
            assertThat(present(server, shop.issuer.mint(order())).standing().status())
                    .isEqualTo(Status.UNKNOWN);
        }
    }

    @Test
    void what_an_incomplete_summary_does_not_say_the_last_complete_one_does() {
        shop.issuer.status().stale("p1", StaleDirection.MISSING);
        try (ResourceServer server = server(StatusPolicy.DEFAULT.withOutage(Duration.ofMinutes(2), Unknown.REFUSE))) {
            String revoked = shop.issuer.mint(order());
            String token = shop.issuer.mint(order());
            shop.issuer.status().revoke(present(server, revoked).jti());
            shop.issuer.status().complete(false);
            server.refresh();
            refusal(() -> present(server, revoked));
            assertThat(present(server, token).standing().status()).isEqualTo(Status.STALE);

            shop.clock.advance(Duration.ofMinutes(2));
            shop.issuer.status().complete(false);
            server.refresh();
            refusal(() -> present(server, revoked));
            assertThat(refusal(() -> present(server, token)).status()).isEqualTo(503);
        }
    }

    @Test
    void an_incomplete_summary_alone_leaves_the_standing_unknown() {
        shop.issuer.status().complete(false);
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            assertThat(present(server, shop.issuer.mint(order())).standing().status())
                    .isEqualTo(Status.UNKNOWN);
        }
    }

    @Test
    void what_is_no_summary_of_this_issuer_changes_nothing() {
        try (Shop other = new Shop();
                ResourceServer server = server(StatusPolicy.DEFAULT)) {
            other.issuer.status().refuse("p1");
            String foreign = other.issuer.status().compact();
            String token = shop.issuer.mint(order());
            for (String body : List.of("", "{}", foreign, token, "x".repeat(5 << 20))) {
                shop.issuer.endpoints().serve(STATUS, "application/status-summary+jwt", () -> body);
                assertThat(server.refresh()).isFalse();
                assertThat(present(server, token).standing().status()).isEqualTo(Status.FRESH);
            }
        }
    }

    @Test
    void an_older_summary_does_not_replace_a_newer_one() {
        String older = shop.issuer.status().compact();
        shop.clock.advance(Duration.ofSeconds(5));
        shop.issuer.status().refuse("p1");
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            shop.issuer.endpoints().serve(STATUS, "application/status-summary+jwt", () -> older);
            assertThat(server.refresh()).isTrue();
            refusal(() -> present(server, shop.issuer.mint(order())));
        }
    }

    @Test
    void it_is_known_whether_the_issuer_answers() {
        shop.issuer.fail(true);
        try (ResourceServer server = shop.orders().build()) {
            server.refresh();
            assertThat(server.isCurrent()).isFalse();
            shop.issuer.fail(false);
            server.refresh();
            assertThat(server.isCurrent()).isTrue();
            shop.issuer.fail(true);
            server.refresh();
            assertThat(server.isCurrent()).isFalse();
        }
    }

    @Test
    void no_request_waits_for_the_summary() {
        try (ResourceServer server = server(StatusPolicy.DEFAULT)) {
            shop.issuer.fail(true);
            long before = shop.issuer.requests(STATUS);
            shop.clock.advance(Duration.ofMinutes(2));
            String token = shop.issuer.mint(order());
            for (int i = 0; i < 200; i++) {
                present(server, token);
            }
            assertThat(shop.issuer.requests(STATUS) - before).isLessThan(20);
        }
    }

    private ResourceServer renewing() {
        ResourceServer server = shop.orders()
                .credentials(ClientCredentials.secret("orders", "s"))
                .status(StatusPolicy.DEFAULT.withStale(Stale.RENEW))
                .build();
        server.refresh();
        return server;
    }

    private ResourceServer server(StatusPolicy policy) {
        ResourceServer server = shop.orders().status(policy).build();
        assertThat(server.refresh()).isTrue();
        return server;
    }
}

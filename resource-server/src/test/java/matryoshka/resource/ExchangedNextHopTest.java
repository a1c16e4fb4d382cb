package matryoshka.resource;

import static matryoshka.resource.Shop.LEDGER;
import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.PAYMENTS;
import static matryoshka.resource.Shop.STOCK;
import static matryoshka.resource.Shop.missing;
import static matryoshka.resource.Shop.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.resource.NextHopToken.How;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.resource.testing.PlayedEgress.Entry;
import matryoshka.resource.testing.PlayedExchange;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.token.StaleDirection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangedNextHopTest {
    private static final String TOKEN_ENDPOINT = "/oauth2/token";
    private final Shop shop = new Shop();

    @BeforeEach
    void offer() {
        shop.issuer.exchange().client("orders", "s");
        shop.issuer
                .exchange()
                .offer(
                        "bank",
                        PlayedToken.of("https://bank.example", "orders", "bank:pay")
                                .withPlan("b1"));
        shop.issuer.egress(
                "orders",
                Entry.embedded("payments", PAYMENTS, "payments.shop.svc:8080"),
                Entry.exchanged("bank", "https://bank.example", "bank.example/v1", "bank.example/v2"),
                Entry.exchanged("stock", STOCK, "stock.shop.svc"),
                Entry.reused("stock", STOCK, "stock.shop.svc"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_token_that_is_not_embedded_is_exchanged() {
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order(), "alice"));

            NextHopToken token = received.tokenFor("bank");

            assertThat(token.how()).isEqualTo(How.EXCHANGED);
            assertThat(token.audience()).isEqualTo("https://bank.example");
            assertThat(token.scopes()).containsExactly("bank:pay");
            assertThat(token.jti()).startsWith(received.jti() + "~");
            assertThat(received.tokenFor("payments").how()).isEqualTo(How.EMBEDDED);
            assertThat(shop.issuer.exchange().forms().get(0))
                    .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                    .containsEntry("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                    .containsEntry("audience", "bank")
                    .doesNotContainKey("scope");
            try (ResourceServer bank =
                    shop.service("bank", "https://bank.example").build()) {
                ReceivedToken atBank = present(bank, token.value());
                assertThat(atBank.subject()).isEqualTo("alice");
                assertThat(atBank.actors()).containsExactly("orders");
            }
        }
    }

    @Test
    void egress_says_where_callees_are() {
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));

            assertThat(received.tokenFor(URI.create("https://bank.example/v2/pay"))
                            .audience())
                    .isEqualTo("https://bank.example");
            assertThat(missing(() -> received.tokenFor(URI.create("https://bank.example/v3")))
                            .reason())
                    .isEqualTo(Reason.UNKNOWN_CALLEE);
            shop.issuer.egress("orders");
            server.refresh();
            assertThat(missing(() -> received.tokenFor(URI.create("https://bank.example/v2/pay")))
                            .reason())
                    .isEqualTo(Reason.UNKNOWN_CALLEE);
        }
    }

    @Test
    void a_host_that_is_none_gets_no_token() {
        shop.issuer.egress(
                "orders",
                Entry.exchanged(
                        "bank",
                        "https://bank.example\r\nX-Injected: audience",
                        "bank.example\r\nX-Injected: host",
                        "x@bank.example",
                        "bank.example?",
                        "bank.example#",
                        "bank.example/..;/",
                        "http://bank.example",
                        "*",
                        ""));
        try (ResourceServer server = server()) {
            assertThat(server.refresh()).isTrue();
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));

            assertThat(missing(() -> received.tokenFor(URI.create("https://bank.example/")))
                            .reason())
                    .isEqualTo(Reason.UNKNOWN_CALLEE);
            assertThat(missing(() -> received.tokenFor("bank")))
                    .hasMessageContaining("a token for another service")
                    .hasMessageNotContaining("Injected");
        }
    }

    @Test
    void egress_that_cannot_be_fetched_or_read_is_kept_as_it_was() {
        try (ResourceServer server = server()) {
            for (String body : List.of("", "[]", "{}", "{\"egress\":7}", "{\"egress\":[{}]}", "{\"egress\":[7]}")) {
                shop.issuer.endpoints().serve("/graph/services/orders/egress", "application/json", () -> body);
                assertThat(server.refresh()).as(body).isFalse();
                present(server, shop.issuer.mint(Shop.order())).tokenFor(URI.create("https://bank.example/v2"));
            }
        }
    }

    @Test
    void a_shared_token_is_presented_as_it_is_where_the_dependency_says_reuse() {
        try (ResourceServer server = server()) {
            String token = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place", "stock:reserve")
                    .withAudiences(ORDERS, STOCK));

            NextHopToken shared = present(server, token).tokenFor(URI.create("http://stock.shop.svc/reserve"));

            assertThat(shared.how()).isEqualTo(How.SHARED);
            assertThat(shared.value()).isEqualTo(token);
            String alone = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place"));
            assertThat(missing(() -> present(server, alone).tokenFor("stock")).reason())
                    .isEqualTo(Reason.NO_DEPENDENCY);
        }
    }

    @Test
    void an_exchanged_token_is_kept_until_shortly_before_it_expires() {
        shop.issuer
                .exchange()
                .offer("bank", PlayedToken.of("https://bank.example", "orders").withLifetime(Duration.ofSeconds(60)));
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
            String first = received.tokenFor("bank").value();
            shop.clock.advance(Duration.ofSeconds(54));
            assertThat(received.tokenFor("bank").value()).isEqualTo(first);
            shop.clock.advance(Duration.ofSeconds(1));
            assertThat(received.tokenFor("bank").value()).isNotEqualTo(first);
            assertThat(server.counts()).containsEntry(Count.EXCHANGES, 2L).containsEntry(Count.CACHE_HITS, 1L);
        }
    }

    @Test
    void a_kept_token_is_for_one_received_token_one_callee_and_one_set_of_scopes() {
        shop.issuer.exchange().offer("stock", PlayedToken.of(STOCK, "orders", "stock:reserve"));
        try (ResourceServer server = server()) {
            ReceivedToken one = present(server, shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop"), "alice"));
            ReceivedToken other = present(server, shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop"), "bob"));
            List<String> values = new ArrayList<>();
            for (ReceivedToken received : List.of(one, other)) {
                values.add(received.tokenFor("bank").value());
                values.add(received.tokenFor("stock").value());
                values.add(received.tokenFor(TokenRequest.to("bank").withScopes(List.of("bank:pay")))
                        .value());
                values.add(received.tokenFor(TokenRequest.to("bank").withParameter("transaction_id", "7"))
                        .value());
            }
            assertThat(values).doesNotHaveDuplicates();
            assertThat(shop.issuer.exchange().forms())
                    .anySatisfy(form -> assertThat(form).containsEntry("scope", "bank:pay"))
                    .anySatisfy(form -> assertThat(form).containsEntry("transaction_id", "7"));
        }
    }

    @Test
    void parameters_that_only_read_alike_are_kept_apart() {
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop")));
            NextHopToken two = received.tokenFor(
                    TokenRequest.to("bank").withParameter("a", "1").withParameter("b", "2"));
            NextHopToken one = received.tokenFor(TokenRequest.to("bank").withParameter("a", "1, b=2"));
            assertThat(one.value()).isNotEqualTo(two.value());
        }
    }

    @Test
    void a_parameter_cannot_take_the_place_of_one_of_oauth() {
        for (String name : List.of("scope", "audience", "actor_token", "client_id")) {
            assertThatThrownBy(() -> TokenRequest.to("bank").withParameter(name, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void one_exchange_serves_all_requests_that_wait_for_it() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        shop.issuer.exchange().refuse(form -> {
            arrived.countDown();
            await(go);
            return Optional.empty();
        });
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
            List<CompletableFuture<String>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(CompletableFuture.supplyAsync(
                        () -> received.tokenFor("bank").value(), task -> new Thread(task).start()));
            }
            await(arrived);
            go.countDown();
            for (CompletableFuture<String> one : waiting) {
                assertThat(one.get(10, TimeUnit.SECONDS))
                        .isEqualTo(waiting.get(0).get());
            }
            assertThat(shop.issuer.requests(TOKEN_ENDPOINT)).isEqualTo(1);
        }
    }

    @Test
    void exchanged_tokens_that_become_stale_or_revoked_are_dropped() {
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
            NextHopToken first = received.tokenFor("bank");
            shop.issuer.status().stale("b1", StaleDirection.MISSING);
            server.refresh();
            NextHopToken second = received.tokenFor("bank");
            assertThat(second.value()).isNotEqualTo(first.value());
            shop.issuer.status().reset();
            shop.issuer.status().revoke(second.jti());
            server.refresh();
            assertThat(received.tokenFor("bank").value()).isNotEqualTo(second.value());
        }
    }

    @Test
    void kept_tokens_are_weighed() {
        try (ResourceServer server =
                orders().limits(Limits.DEFAULT.withExchangeCacheBytes(20_000)).build()) {
            server.refresh();
            List<ReceivedToken> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(present(server, shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop"))));
            }
            all.forEach(received -> received.tokenFor("bank"));
            all.forEach(received -> received.tokenFor("bank"));
            assertThat(shop.issuer.requests(TOKEN_ENDPOINT)).isGreaterThan(18);
        }
    }

    @Test
    void a_missing_dependency_is_named() {
        shop.issuer.exchange().withdraw("bank");
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));

            NoTokenException none = missing(() -> received.tokenFor("bank"));

            assertThat(none.reason()).isEqualTo(Reason.NO_DEPENDENCY);
            assertThat(none)
                    .hasMessage(
                            "No dependency leads from 'orders' to 'bank' for a token with the scopes [orders:place].");
        }
    }

    @Test
    void a_refusal_is_remembered_for_a_second_only() {
        shop.issuer.exchange().withdraw("bank");
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
            for (int i = 0; i < 20; i++) {
                missing(() -> received.tokenFor("bank"));
            }
            assertThat(shop.issuer.requests(TOKEN_ENDPOINT)).isEqualTo(1);
            shop.issuer.exchange().offer("bank", PlayedToken.of("https://bank.example", "orders"));
            shop.clock.advance(Duration.ofSeconds(1));
            received.tokenFor("bank");
        }
    }

    @Test
    void refusals_of_the_issuer_are_told_apart() {
        Map<String, Reason> reasons = Map.of(
                "invalid_scope", Reason.SCOPE_NOT_GRANTED,
                "invalid_request", Reason.REFUSED,
                "invalid_client", Reason.REFUSED);
        try (ResourceServer server = server()) {
            reasons.forEach((code, reason) -> {
                shop.issuer.exchange().refuse(form -> Optional.of(PlayedExchange.error(400, code)));
                ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
                NoTokenException none = missing(() -> received.tokenFor("bank"));
                assertThat(none.reason()).isEqualTo(reason);
                assertThat(none).hasMessageContaining("Played: " + code);
            });
        }
    }

    @Test
    void a_token_for_another_service_is_not_taken() {
        shop.issuer.exchange().offer("bank", PlayedToken.of(LEDGER, "orders"));
        try (ResourceServer server = server()) {
            assertThat(missing(() -> present(server, shop.issuer.mint(Shop.order()))
                                    .tokenFor("bank"))
                            .reason())
                    .isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void an_issuer_that_fails_is_left_alone_for_a_while() {
        AtomicInteger asked = new AtomicInteger();
        shop.issuer.exchange().refuse(form -> {
            asked.incrementAndGet();
            return Optional.of(PlayedExchange.error(500, "server_error"));
        });
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
            for (int i = 0; i < 30; i++) {
                assertThat(missing(() -> received.tokenFor("bank")).reason()).isEqualTo(Reason.ISSUER_UNAVAILABLE);
            }
            assertThat(asked.get()).isEqualTo(10);
            assertThat(received.tokenFor("payments").how()).isEqualTo(How.EMBEDDED);

            shop.issuer.exchange().refuse(form -> Optional.empty());
            shop.clock.advance(Duration.ofSeconds(6));
            received.tokenFor("bank");
        }
    }

    @Test
    void an_issuer_that_does_not_answer_costs_the_timeout_and_no_more() {
        CountDownLatch end = new CountDownLatch(1);
        shop.issuer.exchange().refuse(form -> {
            await(end);
            return Optional.empty();
        });
        try (ResourceServer server = orders().timeout(Duration.ofMillis(300)).build()) {
            server.refresh();
            ReceivedToken received = present(server, shop.issuer.mint(Shop.order()));
            assertThat(missing(() -> received.tokenFor("bank")).reason()).isEqualTo(Reason.ISSUER_UNAVAILABLE);
        } finally {
            end.countDown();
        }
    }

    @Test
    void only_so_many_exchanges_are_under_way_at_once() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        shop.issuer.exchange().refuse(form -> {
            arrived.countDown();
            await(end);
            return Optional.empty();
        });
        try (ResourceServer server =
                orders().limits(Limits.DEFAULT.withExchanges(1)).build()) {
            server.refresh();
            ReceivedToken one = present(server, shop.issuer.mint(Shop.order()));
            ReceivedToken other = present(server, shop.issuer.mint(Shop.order()));
            CompletableFuture<NextHopToken> first =
                    CompletableFuture.supplyAsync(() -> one.tokenFor("bank"), task -> new Thread(task).start());
            await(arrived);
            assertThat(missing(() -> other.tokenFor("bank")).reason()).isEqualTo(Reason.ISSUER_UNAVAILABLE);
            end.countDown();
            first.get(10, TimeUnit.SECONDS);
            other.tokenFor("bank");
        }
    }

    @Test
    void before_egress_is_known_names_are_exchanged() {
        shop.issuer.endpoints().answer("/graph/services/orders/egress", request -> PlayedExchange.error(503, "x"));
        try (ResourceServer server = orders().build()) {
            assertThat(server.refresh()).isFalse();
            assertThat(present(server, shop.issuer.mint(Shop.order()))
                            .tokenFor("bank")
                            .audience())
                    .isEqualTo("https://bank.example");
        }
    }

    @Test
    void an_expired_embedded_token_is_replaced_by_exchange() {
        shop.issuer.exchange().offer("payments", PlayedToken.of(PAYMENTS, "orders", "payments:charge"));
        PlayedToken order = PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(PlayedToken.of(PAYMENTS, "orders", "payments:charge").withLifetime(Duration.ofSeconds(30)));
        try (ResourceServer server = server()) {
            ReceivedToken received = present(server, shop.issuer.mint(order));
            assertThat(received.tokenFor("payments").how()).isEqualTo(How.EMBEDDED);
            assertThat(received.tokenFor(TokenRequest.to("payments").exchangedOnly())
                            .how())
                    .isEqualTo(How.EXCHANGED);
            shop.clock.advance(Duration.ofSeconds(26));
            assertThat(received.tokenFor("payments").how()).isEqualTo(How.EXCHANGED);
        }
    }

    private ResourceServerBuilder orders() {
        return ResourceServer.builder()
                .issuer(shop.issuer.uri())
                .audience(ORDERS)
                .credentials(ClientCredentials.secret("orders", "s"))
                .clock(shop.clock);
    }

    private ResourceServer server() {
        ResourceServer server = orders().build();
        assertThat(server.refresh()).isTrue();
        return server;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

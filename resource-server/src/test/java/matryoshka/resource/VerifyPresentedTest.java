package matryoshka.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.present;
import static matryoshka.resource.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyPresentedTest {
    private static final Shop SHOP = new Shop();
    private static final ResourceServer SERVER = SHOP.orders().build();

    @AfterAll
    static void close() {
        SERVER.close();
        SHOP.close();
    }

    @Test
    void a_token_for_this_service_says_who_calls_for_whom() {
        String token = SHOP.issuer.mint(
                PlayedToken.of(ORDERS, "gateway", "orders:read", "orders:place")
                        .withActors("gateway", "web-shop")
                        .withClaims(Map.of("tier", "gold", "points", 7L)),
                "idp:alice");

        ReceivedToken received = present(SERVER, token);

        assertThat(received.subject()).isEqualTo("idp:alice");
        assertThat(received.clientId()).isEqualTo("gateway");
        assertThat(received.actors()).containsExactly("gateway", "web-shop");
        assertThat(received.scopes()).containsExactly("orders:place", "orders:read");
        assertThat(received.claims()).containsEntry("tier", "gold").containsEntry("points", 7L);
        assertThat(received.issuer()).isEqualTo(SHOP.issuer.uri().toString());
        assertThat(received.toString()).doesNotContain(token).contains(received.jti());
    }

    @Test
    void claims_do_not_contain_the_embedded_tokens() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));

        assertThat(received.claims()).containsKey("txn").doesNotContainKey("tokens");
    }

    @Test
    void a_request_without_a_token_is_told_what_to_present() {
        for (List<String> values : List.of(List.<String>of(), List.of(""), List.of("Basic b3JkZXJzOnNlY3JldA=="))) {
            RefusedException refused = refusal(() -> SERVER.verify(PresentedToken.ofAuthorization(values)));

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.error()).isEmpty();
            assertThat(refused.challenges()).contains("Bearer").anyMatch(value -> value.startsWith("DPoP algs="));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "bearer \u00e4", "Bearer a\nb"})
    void a_malformed_header_is_a_bad_request(String header) {
        RefusedException refused = refusal(() -> SERVER.verify(PresentedToken.ofAuthorization(List.of(header))));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("invalid_request");
    }

    @Test
    void two_headers_are_a_bad_request() {
        String header = "Bearer " + SHOP.issuer.mint(Shop.order());

        RefusedException refused =
                refusal(() -> SERVER.verify(PresentedToken.ofAuthorization(List.of(header, header))));

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void a_token_for_another_service_is_refused() {
        assertInvalid(SHOP.issuer.mint(PlayedToken.of(Shop.STOCK, "orders", "stock:reserve")), "another audience");
        assertInvalid(SHOP.issuer.mint(PlayedToken.of(ORDERS + "/", "orders", "x")), "another audience");
    }

    @Test
    void a_token_of_another_issuer_is_refused() {
        try (PlayedIssuer other = PlayedIssuer.start(SHOP.clock)) {
            assertInvalid(other.mint(Shop.order()), "known key");
        }
    }

    @Test
    void a_token_with_another_issuer_in_it_is_refused() {
        Map<String, Object> claims = claims();
        claims.put("iss", "https://elsewhere.example");

        assertInvalid(SHOP.issuer.forger().sign(claims, "at+jwt"), "another issuer");
    }

    @Test
    void other_kinds_of_jwt_are_refused() {
        assertThat(present(SERVER, SHOP.issuer.forger().sign(claims(), "at+jwt"))
                        .scopes())
                .containsExactly("orders:place");
        for (String type :
                List.of("JWT", "dpop+jwt", "client-authentication+jwt", "logout+jwt", "statuslist+jwt", "AT+JWT ")) {
            assertInvalid(SHOP.issuer.forger().sign(claims(), type), "type");
        }
    }

    /** Even one of the same issuer, with all claims of an access token. */
    @Test
    void an_id_token_is_refused() {
        Map<String, Object> claims = claims();
        claims.putAll(Map.of("aud", List.of("web-shop", ORDERS), "azp", "web-shop", "nonce", "n", "at_hash", "x"));

        assertInvalid(SHOP.issuer.forger().signUntyped(claims), "type");
        assertInvalid(SHOP.issuer.forger().sign(claims, "JWT"), "type");
        present(SERVER, SHOP.issuer.forger().sign(claims, "at+jwt"));
    }

    @Test
    void a_jwt_that_lacks_what_our_tokens_have_is_refused() {
        for (String name : List.of("sub", "client_id", "jti", "txn", "graph", "exp", "iat", "aud")) {
            Map<String, Object> claims = claims();
            claims.remove(name);
            assertInvalid(SHOP.issuer.forger().sign(claims, "at+jwt"), "claim");
        }
    }

    @Test
    void a_token_is_accepted_only_while_it_lives_but_for_a_leeway() {
        Map<String, Object> claims = claims();
        long now = SHOP.clock.instant().getEpochSecond();
        claims.put("exp", now - 9);
        assertThat(present(SERVER, SHOP.issuer.forger().sign(claims, "at+jwt")).expiresAt())
                .isBefore(SHOP.clock.instant());
        claims.put("exp", now - 10);
        assertInvalid(SHOP.issuer.forger().sign(claims, "at+jwt"), "expired");
        claims.put("exp", now + 300);
        claims.put("nbf", now + 12);
        assertInvalid(SHOP.issuer.forger().sign(claims, "at+jwt"), "not valid yet");
    }

    @Test
    void a_changed_token_is_refused() {
        String[] one = SHOP.issuer.mint(Shop.order()).split("\\.", -1);
        String[] other = SHOP.issuer.mint(Shop.order()).split("\\.", -1);

        assertInvalid(one[0] + '.' + other[1] + '.' + one[2], "signature");
        assertInvalid(one[0] + '.' + one[1] + '.', "");
        assertInvalid(one[0] + '.' + one[1], "compact form");
    }

    @Test
    void an_unsigned_or_macked_token_is_refused() {
        String payload = SHOP.issuer.mint(Shop.order()).split("\\.", -1)[1];
        for (String algorithm : List.of("none", "HS256")) {
            String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\""
                    + SHOP.issuer.forger().kid() + "\"}";
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));
            assertInvalid(encoded + '.' + payload + ".c2ln", "algorithm");
        }
    }

    @Test
    void children_of_another_token_are_not_taken_for_its_own() {
        String mine = SHOP.issuer.mint(Shop.order(), "mallory");
        String hers = SHOP.issuer.mint(Shop.order(), "alice");
        String[] parts = mine.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String tokens = new String(Base64.getUrlDecoder().decode(hers.split("\\.", -1)[1]), UTF_8)
                .replaceAll(".*(\"tokens\":\"[^\"]*\").*", "$1");
        String swapped = claims.replaceAll("\"tokens\":\"[^\"]*\"", tokens);
        assertThat(swapped).isNotEqualTo(claims);

        assertInvalid(
                parts[0]
                        + '.'
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(swapped.getBytes(UTF_8))
                        + '.'
                        + parts[2],
                "signature");
    }

    @Test
    void an_oversized_token_is_refused_before_it_is_read() {
        assertInvalid("a".repeat(70_000), "too long");
    }

    @Test
    void a_second_issuer_is_accepted_during_a_migration() {
        try (PlayedIssuer other = PlayedIssuer.start(SHOP.clock);
                PlayedIssuer third = PlayedIssuer.start(SHOP.clock);
                ResourceServer both = SHOP.orders().issuer(other.uri()).build()) {
            assertThat(present(both, SHOP.issuer.mint(Shop.order())).issuer())
                    .isEqualTo(SHOP.issuer.uri().toString());
            assertThat(present(both, other.mint(Shop.order())).issuer())
                    .isEqualTo(other.uri().toString());
            assertThat(refusal(() -> present(both, third.mint(Shop.order()))).error())
                    .contains("invalid_token");
            assertThat(refusal(() -> present(both, "a.b.c")).error()).contains("invalid_token");
        }
    }

    @Test
    void an_issuer_that_is_away_at_start_is_no_fault_of_the_token() {
        try (Shop away = new Shop();
                ResourceServer server = away.orders().build()) {
            away.issuer.fail(true);
            String token = away.issuer.mint(Shop.order());
            for (int i = 0; i < 5; i++) {
                RefusedException refused = refusal(() -> present(server, token));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.headers()).containsKey("Retry-After");
            }
        }
    }

    @Test
    void keys_are_fetched_once_and_outlast_the_issuer() {
        try (Shop shop = new Shop();
                ResourceServer server = shop.orders().build()) {
            for (int i = 0; i < 20; i++) {
                present(server, shop.issuer.mint(Shop.order()));
            }
            shop.issuer.fail(true);
            present(server, shop.issuer.mint(Shop.order()));
            assertThat(shop.issuer.requests("/oauth2/jwks")).isEqualTo(1);
        }
    }

    @Test
    void unknown_keys_do_not_make_it_ask_the_issuer_each_time() {
        try (Shop shop = new Shop();
                PlayedIssuer other = PlayedIssuer.start(shop.clock);
                ResourceServer server = shop.orders().build()) {
            for (int i = 0; i < 50; i++) {
                refusal(() -> present(server, other.mint(Shop.order())));
            }
            assertThat(shop.issuer.requests("/oauth2/jwks")).isLessThanOrEqualTo(3);
            present(server, shop.issuer.mint(Shop.order()));
        }
    }

    @Test
    void a_missing_scope_is_forbidden_and_named() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));
        received.requireScopes("orders:place");

        RefusedException refused = refusal(() -> received.requireScopes("orders:place", "orders:read"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.challenges())
                .containsExactly("Bearer error=\"insufficient_scope\", error_description=\"The token lacks a scope that"
                        + " this request needs.\", scope=\"orders:place orders:read\"");
    }

    /** Services put what they are sent into the scope that they require. */
    @Test
    void what_is_no_scope_gets_into_no_header() {
        ReceivedToken received = present(SERVER, SHOP.issuer.mint(Shop.order()));

        for (String injected :
                List.of("x\", error=\"", "x\r\nSet-Cookie: a=b", "x\\", "x\u0000", "x\u00e4", "x y", "")) {
            RefusedException refused = refusal(() -> received.requireScopes("orders:read", injected));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.challenges()).singleElement().asString().endsWith(", scope=\"orders:read\"");
            assertThat(refusal(() -> received.requireScopes(injected)).challenges())
                    .containsExactly("Bearer error=\"insufficient_scope\", error_description=\"The request needs more"
                            + " privileges than the token has.\"");
        }
    }

    @Test
    void clocks_that_differ_more_than_the_leeway_are_not_hidden() {
        try (Shop shop = new Shop();
                ResourceServer server = shop.orders().leeway(Duration.ZERO).build()) {
            String token = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop").withLifetime(Duration.ofSeconds(30)));
            shop.clock.advance(Duration.ofSeconds(31));
            assertThat(refusal(() -> present(server, token)).description()).contains("expired");
        }
    }

    private static void assertInvalid(String token, String description) {
        RefusedException refused = refusal(() -> present(SERVER, token));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error()).contains("invalid_token");
        assertThat(refused.description()).contains(description).doesNotContain(token);
        assertThat(refused.challenges()).singleElement().asString().startsWith("Bearer error=\"invalid_token\"");
        assertThat(refused.getStackTrace()).isEmpty();
    }

    private static Map<String, Object> claims() {
        long now = SHOP.clock.instant().getEpochSecond();
        return new HashMap<>(Map.ofEntries(
                Map.entry("iss", SHOP.issuer.uri().toString()),
                Map.entry("sub", "web-shop"),
                Map.entry("client_id", "web-shop"),
                Map.entry("aud", ORDERS),
                Map.entry("scope", "orders:place"),
                Map.entry("iat", now),
                Map.entry("exp", now + 300),
                Map.entry("jti", "J1"),
                Map.entry("txn", "T1"),
                Map.entry("graph", Map.of("version", 1L, "plan", "p"))));
    }
}

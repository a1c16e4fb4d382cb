package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a service gets for a token that it received (RFC 8693), as the graph decides. */
class ExchangeOverHttpTest {
    static final String GRAPH = """
            services:
              x-shop: {audience: "https://shop.x.example", scopes: {"x-shop:order": "", "x-shop:read": ""}}
              x-pay: {audience: "https://pay.x.example", scopes: {"x-pay:charge": "", "x-pay:refund": ""}}
              x-bank: {scopes: {"x-bank:book": ""}}
              x-mail: {scopes: {"x-mail:send": "", "x-mail:read": ""}}
            dependencies:
              x-shop-pay:
                {from: x-shop, to: x-pay, requires: ["x-shop:order"], grants: ["x-pay:charge"],
                 claims: {pass: [tier], set: {channel: web}}}
              x-pay-bank: {from: x-pay, to: x-bank, grants: ["x-bank:book"]}
              x-shop-mail: {from: x-shop, to: x-mail, grants: ["x-mail:send", "x-mail:read"], sharing: exchange}
            """;

    @Nested
    @ExtendWith(SharedIssuer.class)
    class OfAnOwnToken {
        private static ServiceClient app;
        private static ServiceClient shop;
        private static ServiceClient pay;
        private static ServiceClient gateway;

        private RunningIssuer issuer;
        private String token;
        private OutsideToken outer;

        @BeforeAll
        static void register_everybody(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            var metadata = new ObjectMapper()
                    .createObjectNode()
                    .put("client_id", "x-app")
                    .put("scope", "x-shop:order x-shop:read");
            metadata.putObject("claims").put("tier", "gold").put("note", "private");
            app = ServiceClient.registered(issuer, metadata);
            shop = ServiceClient.registered(issuer, "x-shop", "");
            pay = ServiceClient.registered(issuer, "x-pay", "");
            gateway = ServiceClient.registered(issuer, "x-gateway", "tokens:introspect");
        }

        @BeforeEach
        void issue_a_token(RunningIssuer shared) throws Exception {
            issuer = shared;
            issuer.publish(GRAPH);
            token = app.token("");
            outer = OutsideToken.verified(token, "https://shop.x.example", "ES256", issuer.jwks());
        }

        @Test
        void a_token_can_be_narrowed() throws Exception {
            HttpResponse<String> answer = shop.exchange(token, "&scope=x-shop:read");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            JsonNode told = json(answer);
            assertThat(told.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "access_token",
                            "issued_token_type",
                            "token_type",
                            "expires_in",
                            "scope",
                            "graph_version",
                            "budget_used");
            assertThat(told.get("issued_token_type").textValue()).isEqualTo(ServiceClient.ACCESS_TOKEN);
            assertThat(told.get("scope").textValue()).isEqualTo("x-shop:read");
            OutsideToken narrow = own(told.get("access_token").textValue());
            assertThat(narrow.scopes()).containsExactly("x-shop:read");
            assertThat(narrow.audiences()).containsExactly("https://shop.x.example");
            // Its edge requires the other scope.
            assertThat(narrow.entries()).isEmpty();
            assertOAuthError(shop.exchange(narrow.compact(), "&scope=x-shop:order"), 400, "invalid_scope");
        }

        @Test
        void a_renewed_token_continues_the_chain() throws Exception {
            OutsideToken renewed = own(shop.exchanged(token, ""));

            assertThat(renewed.scopes()).isEqualTo(outer.scopes());
            assertThat(renewed.text("sub")).isEqualTo("x-app");
            assertThat(renewed.text("txn")).isEqualTo(outer.text("txn"));
            assertThat(renewed.text("client_id")).isEqualTo("x-shop");
            assertThat(renewed.claim("act").toString()).isEqualTo("{\"sub\":\"x-shop\"}");
            assertThat(renewed.text("jti")).matches(Pattern.quote(outer.text("jti")) + "~[A-Za-z0-9_-]{8}");
            assertThat(renewed.number("exp")).isLessThanOrEqualTo(outer.number("exp"));
            assertThat(renewed.text("tier")).isEqualTo("gold");
            assertThat(renewed.text("note")).isEqualTo("private");
            assertThat(renewed.entries()).hasSameSizeAs(outer.entries()).hasSize(1);

            OutsideToken again = own(shop.exchanged(renewed.compact(), ""));
            assertThat(again.claim("act").toString()).isEqualTo("{\"sub\":\"x-shop\"}");
            assertThat(again.text("jti")).startsWith(renewed.text("jti") + "~");
        }

        @Test
        void renewing_a_stale_token_gives_what_the_current_graph_grants() throws Exception {
            Caller.admin(issuer)
                    .patch(
                            "/graph",
                            "{dependencies: {x-shop-pay: {grants: ['x-pay:charge', 'x-pay:refund']}, x-pay-bank: null}}");
            assertThat(gateway.introspection(token).at("/graph/stale").booleanValue())
                    .isTrue();

            OutsideToken renewed = own(shop.exchanged(token, ""));

            assertThat(gateway.introspection(renewed.compact())
                            .at("/graph/stale")
                            .booleanValue())
                    .isFalse();
            OutsideToken charging = embedded(renewed, "https://pay.x.example");
            assertThat(charging.scopes()).containsExactly("x-pay:charge", "x-pay:refund");
            assertThat(charging.entries()).isEmpty();
            assertThat(renewed.number("exp")).isLessThanOrEqualTo(outer.number("exp"));
        }

        @Test
        void an_exchange_along_an_embed_edge_gives_what_was_embedded() throws Exception {
            OutsideToken charging = shop.exchanged(token, "&audience=x-pay", "https://pay.x.example");

            OutsideToken embedded = embedded(outer, "https://pay.x.example");
            for (String claim : List.of("aud", "scope", "sub", "act", "client_id", "txn", "tier", "channel", "note")) {
                assertThat(charging.claim(claim)).as(claim).isEqualTo(embedded.claim(claim));
            }
            assertThat(charging.claim("act").toString()).isEqualTo("{\"sub\":\"x-shop\"}");
            assertThat(charging.text("tier")).isEqualTo("gold");
            assertThat(charging.text("channel")).isEqualTo("web");
            assertThat(charging.claims().has("note")).isFalse();
            assertThat(charging.entries()).hasSize(1);
            // The next service continues from there.
            OutsideToken booking = pay.exchanged(charging.compact(), "&scope=x-bank:book", "x-bank");
            assertThat(booking.claim("act").toString()).isEqualTo("{\"sub\":\"x-pay\",\"act\":{\"sub\":\"x-shop\"}}");
            assertThat(booking.text("sub")).isEqualTo("x-app");
            assertThat(booking.text("txn")).isEqualTo(outer.text("txn"));
        }

        @Test
        void an_exchange_edge_gives_all_it_grants_or_what_was_requested() throws Exception {
            assertThat(shop.exchanged(token, "&audience=x-mail", "x-mail").scopes())
                    .containsExactly("x-mail:read", "x-mail:send");
            assertThat(shop.exchanged(token, "&scope=x-mail:send", "x-mail").scopes())
                    .containsExactly("x-mail:send");
            assertThat(shop.exchanged(token, "&resource=https%3A%2F%2Fpay.x.example", "https://pay.x.example")
                            .scopes())
                    .containsExactly("x-pay:charge");
        }

        @Test
        void an_embedded_token_is_exchanged_like_any_other() throws Exception {
            String charging = embedded(outer, "https://pay.x.example").compact();

            OutsideToken booking = pay.exchanged(charging, "&audience=x-bank", "x-bank");

            assertThat(booking.text("jti")).startsWith(outer.text("jti") + ".0~");
            assertThat(booking.claim("act").toString()).isEqualTo("{\"sub\":\"x-pay\",\"act\":{\"sub\":\"x-shop\"}}");
        }

        @Test
        void the_requested_type_may_be_jwt() throws Exception {
            HttpResponse<String> answer =
                    shop.exchange(token, "&requested_token_type=urn:ietf:params:oauth:token-type:jwt");

            assertThat(json(answer).get("issued_token_type").textValue())
                    .isEqualTo("urn:ietf:params:oauth:token-type:jwt");
        }

        @Test
        void a_version_can_be_waited_for() throws Exception {
            long next = issuer.publish(GRAPH + "  x-other: {from: x-bank, to: x-mail, grants: [\"x-mail:read\"]}\n");

            assertThat(json(shop.exchange(token, "&min_graph_version=" + next))
                            .get("graph_version")
                            .longValue())
                    .isEqualTo(next);
            assertOAuthError(
                    shop.exchange(token, "&min_graph_version=" + (next + 1_000)), 503, "temporarily_unavailable");
        }

        private OutsideToken own(String compact) throws Exception {
            return OutsideToken.verified(compact, "https://shop.x.example", "ES256", issuer.jwks());
        }

        private OutsideToken embedded(OutsideToken token, String audience) throws Exception {
            assertThat(token.entries()).hasSize(1);
            return OutsideToken.verified(
                    token.entries().get(0).get("token").textValue(), audience, "ES256", issuer.jwks());
        }
    }
}

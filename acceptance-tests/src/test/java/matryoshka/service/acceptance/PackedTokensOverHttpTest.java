package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nested tokens in either form, and what the budget does to tokens that exist already. */
class PackedTokensOverHttpTest {
    private static final String GRAPH = """
            services:
              pk-shop: {scopes: {"pk-shop:order": ""}}
              pk-pay: {scopes: {"pk-pay:charge": ""}}
              pk-bank: {scopes: {"pk-bank:book": ""}}
              pk-post: {scopes: {"pk-post:send": ""}}
            dependencies:
              shop-pay: {from: pk-shop, to: pk-pay, grants: ["pk-pay:charge"]}
              pay-bank: {from: pk-pay, to: pk-bank, grants: ["pk-bank:book"]}
            """;

    private static final String WITH_POST = GRAPH + """
              shop-post: {from: pk-shop, to: pk-post, grants: ["pk-post:send"]}
            """;

    private static ServiceClient client(RunningIssuer issuer, String name, String scope) throws Exception {
        return ServiceClient.registered(issuer, name, scope);
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]), StandardCharsets.UTF_8);
    }

    @Nested
    @ExtendWith(IssuerExtension.class)
    class AsShipped {
        @Test
        void nested_tokens_are_packed_and_come_last(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            String token = client(issuer, "pk-app", "pk-shop:order").token("");

            assertThat(claims(token)).matches("\\{.*,\"tokens\":\"[A-Za-z0-9_-]+\"\\}");
            assertThat(Revoking.tree(token)).hasSize(3);
            OutsideTree.assertPlanned(
                    issuer, token, "ES256", issuer.read("/graph/plan?client_id=pk-app&scope=pk-shop:order"));
        }

        /** Tokens from an earlier release, which are in use when this one starts. */
        @Test
        void tokens_in_plain_form_are_read_judged_and_exchanged_as_before(RunningIssuer issuer, TestDatabase database)
                throws Exception {
            issuer.publish(GRAPH);
            String plain =
                    plain(database, client(issuer, "pk-old", "pk-shop:order").token(""));
            ServiceClient shop = client(issuer, "pk-shop", "");

            JsonNode told = shop.introspection(plain, "&include=tokens");
            HttpResponse<String> explained = Caller.admin(issuer)
                    .send("POST", "/graph/explain", "application/json", "{\"token\":\"" + plain + "\"}");
            OutsideToken charging = shop.exchanged(plain, "&audience=pk-pay", "pk-pay");
            OutsideToken renewed = shop.exchanged(plain, "", "pk-shop");

            assertThat(told.at("/graph/stale").booleanValue()).isFalse();
            assertThat(told.get("tokens")).hasSize(1);
            assertThat(told.at("/tokens/0/token"))
                    .isEqualTo(Revoking.payload(plain).at("/tokens/0/token"));
            assertThat(json(explained).get("stale").booleanValue()).isFalse();
            assertThat(charging.scopes()).containsExactly("pk-pay:charge");
            assertThat(claims(renewed.compact())).contains("\"tokens\":\"");
            assertThat(Revoking.tree(renewed.compact())).hasSize(3);
        }

        private static String plain(TestDatabase database, String token) throws Exception {
            ObjectNode claims = (ObjectNode) Revoking.payload(token);
            List<JsonNode> entries = NestedEntries.in(token);
            claims.remove("tokens");
            for (JsonNode entry : entries) {
                claims.withArray("tokens")
                        .addObject()
                        .put("type", ServiceClient.ACCESS_TOKEN)
                        .put("aud", entry.get("aud").textValue())
                        .put("token", plain(database, entry.get("token").textValue()));
            }
            return IssuerKeys.signed(database, claims);
        }
    }

    @Nested
    class WhereTheFormIsPlain {
        @RegisterExtension
        static final IssuerExtension ISSUER = new IssuerExtension(Map.of("embedding.form", "plain"));

        @Test
        void nested_tokens_are_entries_of_an_array(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            String token = client(issuer, "pk-app", "pk-shop:order").token("");
            JsonNode plan = issuer.read("/graph/plan?client_id=pk-app&scope=pk-shop:order");

            JsonNode entry = Revoking.payload(token).at("/tokens/0");
            assertThat(entry.get("type").textValue()).isEqualTo(ServiceClient.ACCESS_TOKEN);
            assertThat(entry.get("aud").textValue()).isEqualTo("pk-pay");
            assertThat(plan.get("bytes").intValue()).isEqualTo(token.length());
            OutsideTree.assertPlanned(issuer, token, "ES256", plan);
        }
    }

    @Nested
    @SuppressWarnings("NullAway.Init") // JUnit does
    class WhereTheBudgetIsTight {
        @RegisterExtension
        static final IssuerExtension ISSUER = new IssuerExtension(Map.of("budget.maxTokens", "3"));

        private ServiceClient gateway;
        private String token;
        private static int number;

        @BeforeEach
        void issue_a_token(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            gateway = client(issuer, "pk-gateway" + number, "tokens:introspect");
            token = client(issuer, "pk-app" + number++, "pk-shop:order").token("");
        }

        @Test
        void a_new_sibling_makes_only_the_enclosing_token_stale(RunningIssuer issuer) throws Exception {
            List<String> tree = Revoking.tree(token);
            issuer.publish(WITH_POST);

            JsonNode outer = gateway.introspection(tree.get(0)).get("graph");
            assertThat(outer.get("missing").toString()).isEqualTo("{\"pk-post\":[\"pk-post:send\"]}");
            assertThat(outer.get("excess")).isEmpty();
            for (String nested : tree.subList(1, 3)) {
                JsonNode graph = gateway.introspection(nested).get("graph");
                assertThat(graph.get("stale").booleanValue())
                        .as(graph.toString())
                        .isFalse();
            }
        }

        @Test
        void a_token_that_could_embed_more_today_is_fresh(RunningIssuer issuer) throws Exception {
            issuer.publish(WITH_POST);
            String cut = client(issuer, "pk-cut", "pk-shop:order").token("");
            List<String> tree = Revoking.tree(cut);
            assertThat(tree).hasSize(3);
            issuer.publish(GRAPH);

            String pay = tree.stream()
                    .filter(token -> claims(token).contains("\"aud\":\"pk-pay\""))
                    .findFirst()
                    .orElseThrow();
            assertThat(Revoking.payload(pay).get("exchange").toString()).isEqualTo("[\"pk-bank\"]");
            assertThat(gateway.introspection(pay).at("/graph/stale").booleanValue())
                    .isFalse();
        }
    }
}

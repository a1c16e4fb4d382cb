package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients with {@code token_format: phantom} get a handle, and a gateway gets the token for it. */
@ExtendWith(SharedIssuer.class)
class PhantomTokensTest {
    private static final String SERVICES = """
            services:
              ph-shop: {scopes: {"ph-shop:order": "", "ph-shop:read": ""}, presenters: [ph-edge]}
              ph-pay: {scopes: {"ph-pay:charge": ""}}
              ph-bank: {scopes: {"ph-bank:book": ""}}
            """;
    private static final String GRAPH = SERVICES + """
            dependencies:
              ph-1: {from: ph-shop, to: ph-pay, requires: ["ph-shop:order"], grants: ["ph-pay:charge"]}
            """;
    private static final String WIDER = GRAPH + "  ph-2: {from: ph-pay, to: ph-bank, grants: [\"ph-bank:book\"]}\n";

    private static ServiceClient web;
    private static ServiceClient edge;
    private static ServiceClient shop;
    private static ServiceClient gateway;
    private static ServiceClient stranger;

    private RunningIssuer issuer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        web = ServiceClient.registered(issuer, phantom("ph-web", "ph-shop:order ph-shop:read"));
        edge = ServiceClient.registered(issuer, "ph-edge", "");
        shop = ServiceClient.registered(issuer, "ph-shop", "");
        gateway = ServiceClient.registered(issuer, "ph-gateway", "tokens:introspect");
        stranger = ServiceClient.registered(issuer, "ph-stranger", "ph-shop:order");
    }

    private static ObjectNode phantom(String clientId, String scope) {
        return new ObjectMapper()
                .createObjectNode()
                .put("client_id", clientId)
                .put("scope", scope)
                .put("token_format", "phantom");
    }

    @BeforeEach
    void publish(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
    }

    @Test
    void a_client_gets_an_opaque_handle() throws Exception {
        JsonNode answer = json(issuer.token(web.clientId(), web.secret(), "&scope=ph-shop:order"));

        assertThat(answer.get("access_token").textValue())
                .startsWith("mtkp_")
                .hasSizeBetween(100, 512)
                .matches("[A-Za-z0-9_-]+");
        assertThat(answer.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(answer.get("scope").textValue()).isEqualTo("ph-shop:order");
        assertThat(answer.get("expires_in").longValue()).isBetween(295L, 300L);
    }

    @Test
    void a_gateway_gets_the_nested_token_for_it_and_may_keep_that_for_a_while() throws Exception {
        String handle = web.token("ph-shop:order");

        for (ServiceClient client : List.of(edge, shop, gateway)) {
            HttpResponse<String> answer = token(client, handle);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jwt");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, max-age=10");
            OutsideToken token = OutsideToken.verified(answer.body(), "ph-shop", "ES256", issuer.jwks());
            assertThat(token.text("sub")).isEqualTo("ph-web");
            assertThat(token.scopes()).containsExactly("ph-shop:order");
            OutsideToken nested = OutsideToken.verified(
                    token.entries().get(0).get("token").textValue(), "ph-pay", "ES256", issuer.jwks());
            assertThat(nested.text("client_id")).isEqualTo("ph-shop");
            assertThat(nested.scopes()).containsExactly("ph-pay:charge");
        }
    }

    @Test
    void introspection_tells_its_claims_in_json_too() throws Exception {
        HttpResponse<String> answer = edge.introspect("token=" + web.token("ph-shop:order"));

        JsonNode told = json(answer);
        assertThat(told.get("active").booleanValue()).isTrue();
        assertThat(told.get("client_id").textValue()).isEqualTo("ph-web");
        assertThat(told.get("graph").get("stale").booleanValue()).isFalse();
        assertThat(told.has("tokens")).isFalse();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, max-age=10");
    }

    @Test
    void the_token_is_minted_under_the_graph_of_the_moment() throws Exception {
        String handle = web.token("ph-shop:order");
        assertThat(Revoking.tree(token(edge, handle).body())).hasSize(2);

        issuer.publish(WIDER);
        String wider = token(edge, handle).body();
        assertThat(Revoking.tree(wider)).hasSize(3);
        assertThat(shop.introspection(wider).get("graph").get("stale").booleanValue())
                .isFalse();

        issuer.publish(SERVICES);
        assertThat(Revoking.tree(token(edge, handle).body())).hasSize(1);
    }

    @Test
    void a_scope_that_the_graph_lost_is_not_in_the_token() throws Exception {
        String both = web.token("");
        String one = web.token("ph-shop:read");
        issuer.publish(GRAPH.replace(", \"ph-shop:read\": \"\"", ""));

        assertThat(shop.introspection(both).get("scope").textValue()).isEqualTo("ph-shop:order");
        assertThat(shop.seesDead(one)).isTrue();

        issuer.publish(GRAPH);
        assertThat(shop.seesDead(one)).isFalse();
    }

    @Test
    void nobody_else_learns_anything_about_it() throws Exception {
        String handle = web.token("");

        for (ServiceClient client : List.of(stranger, web)) {
            assertThat(client.seesDead(handle)).isTrue();
            assertNoToken(token(client, handle));
        }
    }

    @Test
    void a_handle_altered_in_any_character_is_dead() throws Exception {
        String handle = web.token("");

        for (int index = 0; index < handle.length(); index++) {
            char other = handle.charAt(index) == 'A' ? 'B' : 'A';
            String altered = handle.substring(0, index) + other + handle.substring(index + 1);
            assertThat(shop.seesDead(altered)).as("character " + index).isTrue();
        }
        assertThat(shop.seesDead(handle + "A")).isTrue();
        assertThat(shop.seesDead(handle.substring(0, handle.length() - 1))).isTrue();
        assertThat(shop.seesDead("mtkp_")).isTrue();
        assertThat(shop.seesDead(handle)).isFalse();
    }

    @Test
    void revoking_a_handle_revokes_the_tokens_that_were_minted_for_it() throws Exception {
        String handle = web.token("");
        String other = web.token("");
        List<String> tree = Revoking.tree(token(edge, handle).body());

        assertThat(new Revoking(web.clientId(), web.secret())
                        .revoke(issuer, handle)
                        .statusCode())
                .isEqualTo(200);

        assertThat(shop.seesDead(handle)).isTrue();
        assertNoToken(token(edge, handle));
        for (String token : tree) {
            assertThat(gateway.seesDead(token)).isTrue();
        }
        assertThat(shop.seesDead(other)).isFalse();
    }

    @Test
    void a_handle_that_gives_nothing_now_is_revoked_all_the_same() throws Exception {
        String handle = web.token("ph-shop:read");
        issuer.publish(GRAPH.replace(", \"ph-shop:read\": \"\"", ""));

        new Revoking(web.clientId(), web.secret()).revoke(issuer, handle);
        issuer.publish(GRAPH);

        assertThat(shop.seesDead(handle)).isTrue();
    }

    @Test
    void a_service_exchanges_a_handle() throws Exception {
        issuer.publish(WIDER);
        String handle = web.token("ph-shop:order");

        OutsideToken exchanged = shop.exchanged(handle, "&audience=ph-pay", "ph-pay");

        assertThat(exchanged.scopes()).containsExactly("ph-pay:charge");
        assertThat(exchanged.text("sub")).isEqualTo("ph-web");
        assertOAuthError(stranger.exchange(handle, "&audience=ph-pay"), 400, "invalid_request");
        new Revoking(web.clientId(), web.secret()).revoke(issuer, handle);
        assertOAuthError(shop.exchange(handle, "&audience=ph-pay"), 400, "invalid_request");
    }

    @Test
    void a_service_with_this_format_exchanges_tokens_for_handles() throws Exception {
        ServiceClient pay = ServiceClient.registered(issuer, phantom("ph-pay", ""));
        issuer.publish(WIDER);
        String received = shop.exchanged(web.token("ph-shop:order"), "&audience=ph-pay");

        JsonNode answer = json(pay.exchange(received, "&audience=ph-bank"));

        assertThat(answer.get("issued_token_type").textValue()).isEqualTo(ServiceClient.ACCESS_TOKEN);
        String handle = answer.get("access_token").textValue();
        OutsideToken token = OutsideToken.verified(token(gateway, handle).body(), "ph-bank", "ES256", issuer.jwks());
        assertThat(token.scopes()).containsExactly("ph-bank:book");
        assertThat(token.claim("act").toString()).isEqualTo("{\"sub\":\"ph-pay\",\"act\":{\"sub\":\"ph-shop\"}}");
    }

    @Test
    void the_token_is_bound_to_the_clients_proof_key() throws Exception {
        ClientKey key = ClientKey.es256();
        String handle = new Proving(issuer, key)
                .issued(RunningIssuer.basic(web.clientId(), web.secret()), "grant_type=client_credentials");

        OutsideToken token = OutsideToken.verified(token(edge, handle).body(), "ph-shop", "ES256", issuer.jwks());

        assertThat(token.claim("cnf").toString()).isEqualTo("{\"jkt\":\"" + key.thumbprint() + "\"}");
        assertThat(shop.introspection(handle).get("token_type").textValue()).isEqualTo("DPoP");
    }

    @Test
    void the_token_behind_a_handle_may_be_larger_than_one_that_travels() throws Exception {
        List<Integer> all = IntStream.range(0, 80).boxed().toList();
        issuer.publish("services:\n  ph-shop: {scopes: {\"ph-shop:order\": \"\"}, presenters: [ph-edge]}\n"
                + all.stream()
                        .map(n -> "  ph-nN: {scopes: {\"ph-nN:x\": \"\"}}\n".replace("N", n.toString()))
                        .collect(Collectors.joining())
                + "dependencies:\n"
                + all.stream()
                        .map(n -> "  ph-eN: {from: ph-shop, to: ph-nN, grants: [\"ph-nN:x\"]}\n"
                                .replace("N", n.toString()))
                        .collect(Collectors.joining()));
        String handle = web.token("ph-shop:order");

        String token = token(edge, handle).body();

        assertThat(NestedEntries.in(token)).hasSize(80);
        assertThat(handle.length()).isLessThanOrEqualTo(512);
        assertThat(NestedEntries.in(stranger.token("ph-shop:order"))).hasSizeLessThan(64);
        assertThat(shop.introspection(token).get("graph").get("stale").booleanValue())
                .isFalse();
    }

    @Test
    void a_token_that_is_no_handle_is_given_back_unchanged() throws Exception {
        String token = stranger.token("");

        HttpResponse<String> answer = token(edge, token);

        assertThat(answer.body()).isEqualTo(token);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertNoToken(token(edge, "a.b.c"));
    }

    /** Asks for the token itself. */
    private static HttpResponse<String> token(ServiceClient client, String token) throws Exception {
        return Answers.send(client.form("/oauth2/introspect")
                .header("Accept", "application/jwt")
                .POST(BodyPublishers.ofString("token=" + token)));
    }

    private static void assertNoToken(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 401, "invalid_token");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer ")
                .contains("error=\"invalid_token\"");
    }
}

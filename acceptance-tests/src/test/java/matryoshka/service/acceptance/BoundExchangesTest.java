package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An exchange never turns a bound token into an unbound one. */
@ExtendWith(SharedIssuer.class)
class BoundExchangesTest {
    private static final ClientKey WEBS = ClientKey.es256();
    private static final ClientKey ORDERS = ClientKey.es256();
    private static final ClientKey NEXT = ClientKey.es256();
    private static final String GRAPH = """
            services:
              bd-orders: {scopes: {"bd-orders:all": ""}}
              bd-safe: {scopes: {"bd-safe:all": ""}, keys: {confirmation: KEYS}}
              bd-pay: {scopes: {"bd-pay:all": ""}}
              bd-ledger: {scopes: {"bd-ledger:all": ""}}
            dependencies:
              bd-1: {from: bd-orders, to: bd-pay, grants: ["bd-pay:all"]}
              bd-2: {from: bd-safe, to: bd-pay, grants: ["bd-pay:all"]}
              bd-3: {from: bd-pay, to: bd-ledger, grants: ["bd-ledger:all"]}
            """;

    private static Exchanging web;
    private static Exchanging orders;
    private static Exchanging safe;
    private static Exchanging pay;

    @BeforeAll
    static void set_up(RunningIssuer issuer) throws Exception {
        publish(issuer, jkt(ORDERS));
        web = registered(issuer, "bd-web", "bd-orders:all bd-safe:all");
        orders = registered(issuer, "bd-orders", "bd-orders:all");
        safe = registered(issuer, "bd-safe", "");
        pay = registered(issuer, "bd-pay", "");
    }

    @Test
    void exchanging_a_bound_token_binds_the_new_one_to_the_services_key(RunningIssuer issuer) throws Exception {
        String received = bound(issuer, web, WEBS, "bd-orders:all");

        assertUnproved(orders.ask(issuer, received, "&audience=bd-pay"));
        assertUnproved(orders.ask(issuer, received, ""));

        String exchanged = new Proving(issuer, ORDERS)
                .issued(orders.basic(), Exchanging.form(received, "access_token", "&audience=bd-pay"));
        assertThat(boundTo(issuer, exchanged, "bd-pay")).isEqualTo(ORDERS.thumbprint());
    }

    @Test
    void exchanging_ones_own_bound_token_requires_proof_of_its_key(RunningIssuer issuer) throws Exception {
        String own = bound(issuer, orders, ORDERS, "bd-orders:all");

        assertUnproved(orders.ask(issuer, own, "&audience=bd-pay"));
        assertUnproved(new Proving(issuer, WEBS).ask(orders.basic(), Exchanging.form(own, "access_token", "")));

        String renewed = new Proving(issuer, ORDERS).issued(orders.basic(), Exchanging.form(own, "access_token", ""));
        assertThat(boundTo(issuer, renewed, "bd-orders")).isEqualTo(ORDERS.thumbprint());
    }

    @Test
    void a_key_in_the_graph_binds_like_a_proof(RunningIssuer issuer) throws Exception {
        String received = bound(issuer, web, WEBS, "bd-safe:all");

        JsonNode answer = json(safe.ask(issuer, received, "&audience=bd-pay"));

        assertThat(answer.get("token_type").textValue()).isEqualTo("DPoP");
        assertThat(boundTo(issuer, answer.get("access_token").textValue(), "bd-pay"))
                .isEqualTo(ORDERS.thumbprint());
    }

    @Test
    void exchanging_a_token_bound_by_the_graph_binds_it_to_the_next_holders_key(RunningIssuer issuer) throws Exception {
        String received = issuer.issued(web.clientId(), web.secret(), "bd-safe:all");
        String embedded =
                seen(issuer, received, "bd-safe").entries().get(0).get("token").textValue();
        assertThat(boundTo(issuer, embedded, "bd-pay")).isEqualTo(ORDERS.thumbprint());

        String exchanged = pay.exchanged(issuer, embedded, "&audience=bd-ledger");

        assertThat(boundTo(issuer, exchanged, "bd-ledger")).isNull();
    }

    @Test
    void a_service_rotates_its_key_in_the_graph(RunningIssuer issuer) throws Exception {
        String before = embedded(issuer);

        publish(issuer, "[" + jkt(ORDERS) + ", " + jkt(NEXT) + "]");
        assertThat(boundTo(issuer, embedded(issuer), "bd-pay")).isEqualTo(NEXT.thumbprint());
        assertThat(pay.ask(issuer, before, "&audience=bd-ledger").statusCode()).isEqualTo(200);

        publish(issuer, jkt(NEXT));
        assertThat(boundTo(issuer, embedded(issuer), "bd-pay")).isEqualTo(NEXT.thumbprint());
        assertUnproved(pay.ask(issuer, before, "&audience=bd-ledger"));

        publish(issuer, jkt(ORDERS));
    }

    private static void publish(RunningIssuer issuer, String keys) throws Exception {
        issuer.publish(GRAPH.replace("KEYS", keys));
    }

    private static String jkt(ClientKey key) {
        return "{jkt: \"" + key.thumbprint() + "\"}";
    }

    /** Returns the token that bd-safe holds for bd-pay. */
    private static String embedded(RunningIssuer issuer) throws Exception {
        String received = issuer.issued(web.clientId(), web.secret(), "bd-safe:all");
        return seen(issuer, received, "bd-safe").entries().get(0).get("token").textValue();
    }

    @Test
    void a_service_with_a_key_in_the_graph_renews_for_that_key(RunningIssuer issuer) throws Exception {
        String received = issuer.issued(web.clientId(), web.secret(), "bd-safe:all");

        JsonNode renewed = json(safe.ask(issuer, received, ""));

        assertThat(renewed.get("token_type").textValue()).isEqualTo("DPoP");
        assertThat(boundTo(issuer, renewed.get("access_token").textValue(), "bd-safe"))
                .isEqualTo(ORDERS.thumbprint());
    }

    @Test
    void exchanging_an_unbound_token_needs_no_proof(RunningIssuer issuer) throws Exception {
        String received = issuer.issued(web.clientId(), web.secret(), "bd-orders:all");

        assertThat(orders.ask(issuer, received, "&audience=bd-pay").statusCode())
                .isEqualTo(200);
    }

    private static String bound(RunningIssuer issuer, Exchanging client, ClientKey key, String scope) throws Exception {
        return new Proving(issuer, key)
                .issued(client.basic(), "grant_type=client_credentials&scope=" + RunningIssuer.encoded(scope));
    }

    private static Exchanging registered(RunningIssuer issuer, String clientId, String scope) throws Exception {
        return Exchanging.register(
                issuer,
                new ObjectMapper().createObjectNode().put("client_id", clientId).put("scope", scope));
    }

    private static String boundTo(RunningIssuer issuer, String token, String audience) throws Exception {
        return seen(issuer, token, audience).claim("cnf").path("jkt").textValue();
    }

    private static OutsideToken seen(RunningIssuer issuer, String token, String audience) throws Exception {
        return OutsideToken.verified(token, audience, "ES256", issuer.jwks());
    }

    private static void assertUnproved(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 400, "invalid_request");
        assertThat(answer.body()).contains("bound to a key").doesNotContain("access_token");
    }
}

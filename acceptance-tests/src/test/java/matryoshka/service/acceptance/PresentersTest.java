package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.send;
import static matryoshka.service.testing.RunningIssuer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a gateway may do with the tokens of the service that it presents tokens for. */
@ExtendWith(SharedIssuer.class)
class PresentersTest {
    /** What differs between two tokens with the same authority, whoever presents them. */
    private static final List<String> OF_EACH_TOKEN =
            List.of("jti", "iat", "exp", "graph", "status", "tokens", "client_id", "act");

    private static final String GRAPH = """
            services:
              pr-orders: {scopes: {"pr-orders:place": "", "pr-orders:read": ""}, presenters: [pr-gateway]}
              pr-pay: {scopes: {"pr-pay:charge": ""}, presenters: [pr-gateway]}
              pr-bank: {scopes: {"pr-bank:book": ""}}
              pr-a: {context: pr, scopes: {"pr-a:x": ""}, presenters: [pr-gateway]}
              pr-b: {context: pr, scopes: {"pr-b:x": ""}, presenters: [pr-gateway]}
              pr-bound: {scopes: {"pr-bound:x": ""}, presenters: [pr-gateway], keys: {confirmation: {jkt: KEY}}}
            dependencies:
              pr-1: {from: pr-orders, to: pr-pay, requires: ["pr-orders:place"], grants: ["pr-pay:charge"], sharing: exchange}
              pr-2: {from: pr-pay, to: pr-bank, grants: ["pr-bank:book"]}
              pr-3: {from: pr-b, to: pr-bank, grants: ["pr-bank:book"], sharing: exchange}
              pr-4: {from: pr-bound, to: pr-bank, grants: ["pr-bank:book"], sharing: exchange}
            """.replace("KEY", "0ZcOCORZNYyDWpqq30jZyACHBjyGdOCKmBkOXGSHGoQ");

    private static ServiceClient app;
    private static ServiceClient orders;
    private static ServiceClient gateway;
    private static ServiceClient stranger;

    private RunningIssuer issuer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        app = ServiceClient.registered(issuer, "pr-app", "pr-orders:place pr-orders:read pr-a:x pr-b:x pr-bound:x");
        orders = ServiceClient.registered(issuer, "pr-orders", "");
        gateway = ServiceClient.registered(issuer, "pr-gateway", "");
        stranger = ServiceClient.registered(issuer, "pr-stranger", "");
    }

    @BeforeEach
    void publish(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
    }

    @Test
    void a_presenter_gets_what_the_service_would_get_and_act_names_both() throws Exception {
        String token = app.token("pr-orders:place");

        JsonNode services = Revoking.payload(orders.exchanged(token, "&audience=pr-pay"));
        JsonNode presented = Revoking.payload(gateway.exchanged(token, "&audience=pr-pay"));

        assertThat(said(presented)).isEqualTo(said(services));
        assertThat(services.get("client_id").textValue()).isEqualTo("pr-orders");
        assertThat(presented.get("client_id").textValue()).isEqualTo("pr-gateway");
        assertThat(actors(services)).containsExactly("pr-orders");
        assertThat(actors(presented)).containsExactly("pr-gateway", "pr-orders");
        assertThat(presented.get("jti").textValue())
                .startsWith(Revoking.payload(token).get("jti").textValue() + "~");
    }

    @Test
    void the_chain_goes_on_for_the_next_service_that_the_presenter_serves() throws Exception {
        String pay = gateway.exchanged(app.token("pr-orders:place"), "&audience=pr-pay");

        JsonNode bank = Revoking.payload(gateway.exchanged(pay, "&audience=pr-bank"));

        assertThat(bank.get("scope").textValue()).isEqualTo("pr-bank:book");
        assertThat(actors(bank)).containsExactly("pr-gateway", "pr-pay", "pr-gateway", "pr-orders");
    }

    @Test
    void renewing_and_narrowing_name_the_presenter_once() throws Exception {
        String renewed = gateway.exchanged(app.token("pr-orders:place pr-orders:read"), "");
        String again = gateway.exchanged(renewed, "&scope=pr-orders:read");

        assertThat(actors(Revoking.payload(renewed))).containsExactly("pr-gateway", "pr-orders");
        assertThat(actors(Revoking.payload(again))).containsExactly("pr-gateway", "pr-orders");
        assertThat(Revoking.payload(again).get("scope").textValue()).isEqualTo("pr-orders:read");
    }

    @Test
    void of_several_services_the_one_that_the_graph_leads_on_from_is_the_caller() throws Exception {
        String shared = app.token("pr-a:x pr-b:x");

        assertThat(actors(Revoking.payload(gateway.exchanged(shared, "&audience=pr-bank"))))
                .containsExactly("pr-gateway", "pr-b");
        assertThat(actors(Revoking.payload(gateway.exchanged(shared, "")))).containsExactly("pr-gateway", "pr-a");
        assertOAuthError(gateway.exchange(shared, "&audience=pr-pay"), 400, "invalid_target");
    }

    @Test
    void a_presenter_introspects_and_sees_what_is_nested() throws Exception {
        String token = app.token("pr-orders:place");

        assertThat(gateway.introspection(token)).isEqualTo(orders.introspection(token));
        String pay = gateway.exchanged(token, "&audience=pr-pay");
        assertThat(gateway.introspection(pay, "&include=tokens").get("tokens")).hasSize(1);
    }

    @Test
    void a_client_that_presents_for_no_service_gets_nothing() throws Exception {
        String token = app.token("pr-orders:place");
        String bank = gateway.exchanged(gateway.exchanged(token, "&audience=pr-pay"), "&audience=pr-bank");

        assertOAuthError(stranger.exchange(token, "&audience=pr-pay"), 400, "invalid_request");
        assertThat(stranger.seesDead(token)).isTrue();
        assertThat(gateway.seesDead(bank))
                .as("for a service that it presents nothing for")
                .isTrue();
        assertOAuthError(gateway.exchange(bank, ""), 400, "invalid_request");
        assertThat(gateway.exchange(token, "&audience=pr-bank").statusCode()).isEqualTo(400);
    }

    @Test
    void a_removed_presenter_loses_its_rights_and_no_token_changes() throws Exception {
        String token = app.token("pr-orders:place");
        String before = Revoking.payload(token).at("/graph/plan").textValue();
        assertThat(gateway.seesDead(token)).isFalse();

        issuer.publish(
                GRAPH.replace("\"pr-orders:read\": \"\"}, presenters: [pr-gateway]}", "\"pr-orders:read\": \"\"}}"));

        assertOAuthError(gateway.exchange(token, "&audience=pr-pay"), 400, "invalid_request");
        assertThat(gateway.seesDead(token)).isTrue();
        assertThat(orders.introspection(token).at("/graph/stale").booleanValue())
                .isFalse();
        assertThat(Revoking.payload(app.token("pr-orders:place"))
                        .at("/graph/plan")
                        .textValue())
                .isEqualTo(before);
    }

    @Test
    void where_the_service_is_bound_to_its_key_a_presenter_is_bound_to_its_own() throws Exception {
        String token = app.token("pr-bound:x");
        assertOAuthError(gateway.exchange(token, "&audience=pr-bank"), 400, "invalid_request");
        ClientKey key = ClientKey.es256();

        HttpResponse<String> bound = send(gateway.form("/oauth2/token")
                .header("DPoP", new Proving(issuer, key).proof())
                .POST(BodyPublishers.ofString("grant_type=" + ServiceClient.EXCHANGE + "&subject_token_type="
                        + ServiceClient.ACCESS_TOKEN + "&audience=pr-bank&subject_token=" + encoded(token))));

        assertThat(bound.statusCode()).as(bound.body()).isEqualTo(200);
        assertThat(Revoking.payload(Answers.json(bound).get("access_token").textValue())
                        .at("/cnf/jkt")
                        .textValue())
                .isEqualTo(key.thumbprint());
    }

    private static JsonNode said(JsonNode claims) {
        ObjectNode said = claims.deepCopy();
        said.remove(OF_EACH_TOKEN);
        return said;
    }

    private static List<String> actors(JsonNode claims) {
        List<String> actors = new ArrayList<>();
        for (JsonNode act = claims.path("act"); act.isObject(); act = act.path("act")) {
            actors.add(act.get("sub").textValue());
        }
        return actors;
    }
}

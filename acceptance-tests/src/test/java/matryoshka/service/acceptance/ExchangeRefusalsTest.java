package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges that are refused: each with its error, and never with another token instead. */
@ExtendWith(SharedIssuer.class)
class ExchangeRefusalsTest {
    private static final String TYPE = "subject_token_type=" + ServiceClient.ACCESS_TOKEN;
    private static final String GRAPH = """
            services:
              xr-shop: {scopes: {"xr-shop:order": "", "xr-shop:read": ""}}
              xr-pay: {scopes: {"xr-pay:charge": "", "xr-pay:refund": ""}}
              xr-bank: {audience: "https://bank.xr.example", scopes: {"xr-bank:book": ""}}
            dependencies:
              xr-shop-pay: {from: xr-shop, to: xr-pay, grants: ["xr-pay:charge"]}
              xr-shop-bank: {from: xr-shop, to: xr-bank, requires: ["xr-shop:read"], grants: ["xr-bank:book"]}
              xr-pay-bank: {from: xr-pay, to: xr-bank, grants: ["xr-bank:book"], clients: [somebody-else]}
            """;

    private static ServiceClient app;
    private static ServiceClient shop;
    private static ServiceClient pay;
    private static ServiceClient gateway;

    private RunningIssuer issuer;
    private String token;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        app = ServiceClient.registered(issuer, "xr-app", "xr-shop:order");
        shop = ServiceClient.registered(issuer, "xr-shop", "xr-pay:refund");
        pay = ServiceClient.registered(issuer, "xr-pay", "");
        gateway = ServiceClient.registered(issuer, "xr-gateway", "tokens:introspect");
    }

    @BeforeEach
    void issue_a_token(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
        token = app.token("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            &audience=nowhere                                          | invalid_target
            &audience=xr-bank                                          | invalid_target
            &audience=xr-pay&audience=xr-bank                          | invalid_target
            &audience=xr-pay&resource=https%3A%2F%2Fbank.xr.example    | invalid_target
            &resource=xr-pay                                           | invalid_target
            &resource=https%3A%2F%2Fbank.xr.example%2F%23part          | invalid_target
            &scope=xr-bank:book                                        | invalid_target
            &scope=xr-shop:read                                        | invalid_scope
            &scope=xr-shop:order+xr-shop:read                          | invalid_scope
            &scope=no:such                                             | invalid_scope
            &scope=xr-pay:refund                                       | invalid_scope
            &audience=xr-pay&scope=xr-pay:charge+xr-pay:refund         | invalid_scope
            &audience=xr-pay&scope=xr-shop:order                       | invalid_scope
            &actor_token=x                                             | invalid_request
            &actor_token_type=urn:ietf:params:oauth:token-type:jwt     | invalid_request
            &requested_token_type=urn:ietf:params:oauth:token-type:id_token      | invalid_request
            &requested_token_type=urn:ietf:params:oauth:token-type:refresh_token | invalid_request
            &subject_token_type=urn:ietf:params:oauth:token-type:jwt   | invalid_request
            """)
    void an_exchange_that_the_graph_does_not_allow_is_refused(String parameters, String error) throws Exception {
        assertOAuthError(shop.exchange(token, parameters), 400, error);
    }

    @Test
    void an_invalid_subject_token_does_not_count_as_absent() throws Exception {
        assertOAuthError(shop.exchange(TYPE), 400, "invalid_request");
        assertOAuthError(shop.exchange("subject_token=&" + TYPE), 400, "invalid_request");
        assertOAuthError(
                shop.exchange("subject_token=" + token + "&subject_token=" + token + "&" + TYPE),
                400,
                "invalid_request");
        assertOAuthError(shop.exchange("subject_token=&subject_token=" + token + "&" + TYPE), 400, "invalid_request");
        assertOAuthError(shop.exchange("x".repeat(20_000), ""), 400, "invalid_request");
        assertOAuthError(shop.exchange(token + "x".repeat(20_000), ""), 400, "invalid_request");
        assertOAuthError(shop.exchange("subject_token=" + token), 400, "invalid_request");
        assertThat(shop.exchange(token, "").statusCode()).isEqualTo(200);
    }

    @Test
    void exchanging_another_services_token_is_refused_and_audited() throws Exception {
        String jti = Revoking.payload(token).get("jti").textValue();
        try (AuditLines audit = new AuditLines()) {
            assertOAuthError(pay.exchange(token, "&audience=xr-bank"), 400, "invalid_request");
            assertOAuthError(app.exchange(token, ""), 400, "invalid_request");

            assertThat(audit.written())
                    .anyMatch(line -> line.startsWith("exchange refused client=xr-pay jti=" + jti + " txn="))
                    .anyMatch(line -> line.startsWith("exchange refused client=xr-app jti=" + jti + " txn="))
                    .noneMatch(line -> line.contains(token));
        }
    }

    @Test
    void a_client_without_the_grant_exchanges_nothing() throws Exception {
        Caller.admin(issuer).delete("/clients/xr-bank");
        ServiceClient bank = new ServiceClient(issuer, "xr-bank", issuer.register("xr-bank", ""));

        assertOAuthError(bank.exchange(token, ""), 400, "unauthorized_client");
    }

    @Test
    void a_token_for_the_admin_api_cannot_be_exchanged_for_a_service() throws Exception {
        String renewed = shop.exchanged(token, "");

        assertThat(Answers.send(issuer.to("/graph").header("Authorization", "Bearer " + renewed))
                        .statusCode())
                .isIn(401, 403);
    }

    @Test
    void an_edge_for_other_clients_does_not_apply() throws Exception {
        String charging = Revoking.tree(token).get(1);

        assertOAuthError(pay.exchange(charging, "&audience=xr-bank"), 400, "invalid_target");
    }

    @Test
    void a_token_whose_authority_was_withdrawn_is_not_renewed() throws Exception {
        Caller.admin(issuer).patch("/graph", "{dependencies: {xr-shop-pay: null}}");

        assertThat(shop.exchange(token, "").statusCode()).isEqualTo(200);
        assertOAuthError(pay.exchange(Revoking.tree(token).get(1), ""), 400, "invalid_request");
    }

    @Test
    void revoking_a_token_revokes_what_it_was_exchanged_for_on_all_instances(Replicas replicas) throws Exception {
        String renewed = shop.exchanged(token, "");
        String charging = shop.exchanged(renewed, "&audience=xr-pay");
        List<String> derived = List.of(renewed, charging, Revoking.tree(renewed).get(1));
        Soon.holds(() -> gateway.at(replicas.second()).introspect("token=x").statusCode() == 200);
        for (String one : derived) {
            assertThat(gateway.at(replicas.second()).seesDead(one)).isFalse();
        }

        new Revoking("xr-app", app.secret()).revoke(replicas.first(), token);

        for (String one : derived) {
            assertThat(gateway.seesDead(one)).isTrue();
            Soon.holds(() -> gateway.at(replicas.second()).seesDead(one));
        }
        assertOAuthError(shop.exchange(token, ""), 400, "invalid_request");
        assertOAuthError(shop.exchange(renewed, ""), 400, "invalid_request");
        assertOAuthError(shop.at(replicas.second()).exchange(token, ""), 400, "invalid_request");
    }

    @Test
    void revoking_an_exchanged_token_leaves_its_subject_token_active() throws Exception {
        String renewed = shop.exchanged(token, "");

        HttpResponse<String> revoked = new Revoking("xr-shop", shop.secret()).revoke(issuer, renewed);

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(gateway.seesDead(renewed)).isTrue();
        assertThat(gateway.seesDead(token)).isFalse();
        assertThat(shop.exchange(token, "").statusCode()).isEqualTo(200);
    }
}

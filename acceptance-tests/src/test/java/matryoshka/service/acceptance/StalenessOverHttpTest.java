package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Introspection and status lists after a change: only the affected tokens are stale. */
@ExtendWith(SharedIssuer.class)
class StalenessOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRAPH = """
            services:
              st-shop: {scopes: {"st-shop:order": ""}}
              st-pay: {scopes: {"st-pay:charge": "", "st-pay:refund": ""}}
              st-bank: {scopes: {"st-bank:book": ""}}
              st-mail: {scopes: {"st-mail:send": ""}}
            dependencies:
              st-shop-pay: {from: st-shop, to: st-pay, grants: ["st-pay:charge"]}
              st-pay-bank: {from: st-pay, to: st-bank, grants: ["st-bank:book"]}
              st-shop-mail: {from: st-shop, to: st-mail, grants: ["st-mail:send"]}
            """;
    private static final String NO_BANK = "{dependencies: {st-pay-bank: null}}";

    private static ServiceClient app;
    private static ServiceClient gateway;

    private RunningIssuer issuer;
    private long version;
    private String shop;
    private String mail;
    private String pay;
    private String bank;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        app = ServiceClient.registered(issuer, "st-app", "st-shop:order");
        gateway = ServiceClient.registered(issuer, "st-gateway", "tokens:introspect");
    }

    @BeforeEach
    void issue_a_token(RunningIssuer shared) throws Exception {
        issuer = shared;
        version = issuer.publish(GRAPH);
        List<String> tree = Revoking.tree(app.token(""));
        shop = tree.get(0);
        mail = tree.get(1);
        pay = tree.get(2);
        bank = tree.get(3);
        assertFresh(shop, mail, pay, bank);
    }

    @Test
    void a_stale_token_shows_its_deficit() throws Exception {
        change("{dependencies: {st-shop-pay: {grants: ['st-pay:charge', 'st-pay:refund']}}}");

        assertStale(shop, "{\"st-pay\": [\"st-pay:refund\"]}", "{}");
        assertStale(pay, "{\"st-pay\": [\"st-pay:refund\"]}", "{}");
        // Neither the siblings nor the embedded tokens have changed.
        assertFresh(mail, bank);
    }

    @Test
    void a_stale_token_shows_its_excess() throws Exception {
        change(NO_BANK);

        for (String stale : List.of(shop, pay, bank)) {
            assertStale(stale, "{}", "{\"st-bank\": [\"st-bank:book\"]}");
        }
        assertFresh(mail);
    }

    @Test
    void a_token_can_have_too_much_and_too_little() throws Exception {
        change("{dependencies: {st-shop-pay: {grants: ['st-pay:refund']}}}");

        assertStale(shop, "{\"st-pay\": [\"st-pay:refund\"]}", "{\"st-pay\": [\"st-pay:charge\"]}");
        assertStale(pay, "{\"st-pay\": [\"st-pay:refund\"]}", "{\"st-pay\": [\"st-pay:charge\"]}");
        assertFresh(mail, bank);
    }

    @Test
    void a_token_can_be_stale_by_changed_content_alone() throws Exception {
        change("{dependencies: {st-shop-pay: {lifetime: PT1M}}}");

        assertChanged(shop, "st-bank", "st-pay");
        assertChanged(pay, "st-bank", "st-pay");
        assertChanged(bank, "st-bank");
        assertFresh(mail);
    }

    @Test
    void a_number_that_takes_no_effect_leaves_a_token_fresh() throws Exception {
        change("{dependencies: {st-shop-pay: {lifetime: PT30S}}}");
        List<String> tree = Revoking.tree(app.token(""));

        change("{dependencies: {st-pay-bank: {lifetime: PT40S}}}");
        change("{dependencies: {st-pay-bank: {lifetime: PT50S, claims: {pass: [nobody_has_it]}}}}");
        change("{services: {st-pay: {lifetime: PT30M}, st-mail: {lifetime: PT5M}}}");

        assertFresh(tree.toArray(String[]::new));
    }

    @Test
    void an_unrelated_change_leaves_a_token_fresh() throws Exception {
        change("{services: {st-new: {scopes: {'st-new:x': ''}}, st-pay: {description: Takes money}}}");
        change("{dependencies: {st-new-bank: {from: st-new, to: st-bank, grants: ['st-bank:book']}}}");
        change("{services: {st-pay: {scopes: {'st-pay:other': ''}}}}");
        change("{dependencies: {st-pay-bank: null, renamed: {from: st-pay, to: st-bank, grants: ['st-bank:book']}}}");
        change(
                "{dependencies: {foreign: {from: st-shop, to: st-bank, grants: ['st-bank:book'], clients: [st-other]}}}");

        assertFresh(shop, mail, pay, bank);
        JsonNode graph = gateway.introspection(shop).get("graph");
        assertThat(graph.get("version").longValue()).isEqualTo(version);
        assertThat(graph.get("current_version").longValue()).isEqualTo(version + 5);
    }

    @Test
    void restoring_the_old_graph_makes_old_tokens_fresh_again() throws Exception {
        change(NO_BANK);
        assertThat(OutsideStatus.of(issuer, shop)).isEqualTo(3);

        HttpResponse<String> restored = Caller.admin(issuer).post("/graph/versions/" + version + "/restore");

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertFresh(shop, mail, pay, bank);
    }

    @Test
    void losing_a_registered_scope_withdraws_the_token() throws Exception {
        ServiceClient fickle = ServiceClient.registered(issuer, "st-fickle-" + version, "st-mail:send");
        String token = fickle.token("");
        assertFresh(token);

        Caller.admin(issuer)
                .send("PUT", "/clients/" + fickle.clientId(), "application/json", "{\"scope\": \"\"}", "If-Match", "*");

        assertStale(token, "{}", "{\"st-mail\": [\"st-mail:send\"]}");
    }

    private void change(String patch) throws Exception {
        HttpResponse<String> changed = Caller.admin(issuer).patch("/graph", patch);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    private void assertFresh(String... tokens) throws Exception {
        for (String token : tokens) {
            assertStands(token, false, "{}", "{}", "[]");
        }
    }

    private void assertStale(String token, String missing, String excess) throws Exception {
        assertStands(token, true, missing, excess, "[]");
    }

    private void assertChanged(String token, String... audiences) throws Exception {
        assertStands(token, true, "{}", "{}", JSON.writeValueAsString(audiences));
    }

    private void assertStands(String token, boolean stale, String missing, String excess, String changed)
            throws Exception {
        JsonNode told = gateway.introspection(token);
        assertThat(told.get("active").booleanValue()).isTrue();
        assertThat(told.get("graph"))
                .isEqualTo(JSON.readTree(String.format(
                        Locale.ROOT,
                        """
                {"version": %d, "current_version": %d, "stale": %b, "missing": %s, "excess": %s, "changed": %s}
                """,
                        Revoking.payload(token).at("/graph/version").longValue(),
                        currentVersion(),
                        stale,
                        missing,
                        excess,
                        changed)));
        Soon.holds(() -> OutsideStatus.of(issuer, token) == (excess.equals("{}") ? 0 : 3));
    }

    private long currentVersion() throws Exception {
        return Long.parseLong(Answers.send(issuer.asAdmin("/graph"))
                .headers()
                .firstValue("ETag")
                .orElseThrow()
                .replaceAll("\"|-.*", ""));
    }
}

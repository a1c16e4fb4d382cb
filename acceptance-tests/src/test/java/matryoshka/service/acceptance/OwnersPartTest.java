package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code PUT /graph?owner=}: a team publishes its part of the graph, and nothing else. */
@ExtendWith(SharedIssuer.class)
class OwnersPartTest {
    private static final String OF_ORDERS = """
            services:
              op-orders: {owners: [op-team], scopes: {"op-orders:place": ""}}
            dependencies:
              op-orders-bank: {from: op-orders, to: op-bank, grants: ["op-bank:pay"]}
            """;

    private Caller admin;

    @BeforeEach
    void publish_both_parts(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        issuer.publish("""
                services:
                  op-bank: {owners: [op-bankers], scopes: {"op-bank:pay": ""}}
                  op-old: {owners: [op-team], scopes: {"op-old:x": ""}}
                """);
    }

    @Test
    void an_owner_replaces_its_own_elements_alone() throws Exception {
        HttpResponse<String> answer = admin.put("/graph?owner=op-team&message=Ours", OF_ORDERS, "If-Match", "*");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).at("/diff/services/added").fieldNames())
                .toIterable()
                .containsExactly("op-orders");
        assertThat(json(answer).at("/diff/services/removed").fieldNames())
                .toIterable()
                .containsExactly("op-old");
        assertThat(json(admin.get("/graph")).get("services").fieldNames())
                .toIterable()
                .containsExactly("op-bank", "op-orders");
        assertThat(json(admin.put("/graph?owner=op-team", OF_ORDERS, "If-Match", "*"))
                        .at("/diff/services/added"))
                .isEmpty();
    }

    @Test
    void another_owners_elements_are_refused_with_their_pointers() throws Exception {
        HttpResponse<String> refused = admin.put("/graph?owner=op-bankers", OF_ORDERS, "If-Match", "*");
        assertProblem(refused, 422);
        assertThat(json(refused).get("violations").findValuesAsText("pointer"))
                .contains("/services/op-orders/owners", "/dependencies/op-orders-bank/from");
        assertThat(json(admin.get("/graph")).get("services").has("op-orders")).isFalse();
    }

    @Test
    void the_rules_of_every_change_apply(RunningIssuer issuer) throws Exception {
        assertProblem(admin.put("/graph?owner=op-team", OF_ORDERS), 428);
        assertProblem(admin.put("/graph?owner=no%20name", OF_ORDERS, "If-Match", "*"), 400);
        assertProblem(admin.put("/graph?owner=op-team", OF_ORDERS, "If-Match", "\"0\""), 412);
        Caller writer = Caller.registered(issuer, "op-team", "graph:write");
        HttpResponse<String> forbidden = writer.put("/graph?owner=op-team", OF_ORDERS, "If-Match", "*");
        assertProblem(forbidden, 403);
        assertThat(json(forbidden).at("/changes/0/service").textValue()).isEqualTo("op-bank");
        String whole = json(admin.get("/graph")).toString();
        admin.put("/graph?owner=op-team&dry_run=true", OF_ORDERS, "If-Match", "*");
        assertThat(json(admin.get("/graph"))).hasToString(whole);
    }
}

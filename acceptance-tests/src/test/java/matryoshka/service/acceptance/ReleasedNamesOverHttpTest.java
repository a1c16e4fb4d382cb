package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A name in the graph never comes to mean another service without its last owners' consent. */
@ExtendWith(SharedIssuer.class)
class ReleasedNamesOverHttpTest {
    private static final String BANK = "rn-bank: {owners: [rn-team], audience: \"https://bank.rn.example\","
            + " scopes: {\"rn-bank:read\": \"\", \"rn-bank:pay\": \"\"}}";
    private static final String PAY = "scopes: {\"rn-bank:pay\": \"\"}";

    private static Caller team;
    private static Caller thief;
    private static ServiceClient app;
    private Caller admin;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {" + BANK + "}");
        team = Caller.registered(issuer, "rn-team", "graph:read graph:write");
        thief = Caller.registered(issuer, "rn-thief", "graph:read graph:write");
        app = ServiceClient.registered(issuer, "rn-app", "rn-bank:pay");
    }

    @BeforeEach
    void publish_the_bank(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        issuer.publish("services: {" + BANK + "}");
    }

    /** Each step by itself narrows, or adds a service of one's own; together they would make the app's registration the thief's. */
    @Test
    void a_scope_does_not_move_to_another_service_in_two_steps() throws Exception {
        long before = version();
        assertThat(thief.patch("/graph", "{services: {rn-bank: {scopes: {\"rn-bank:pay\": null}}}}")
                        .statusCode())
                .isEqualTo(200);
        String taking = "{services: {rn-thief-s: {owners: [rn-thief], " + PAY + "}}}";

        assertRefused(thief.patch("/graph", taking), "scope-revived", "rn-thief-s");
        assertRefused(thief.patch("/graph?dry_run=true", taking), "scope-revived", "rn-thief-s");
        assertRefused(
                thief.put("/graph/services/rn-thief-s", "{owners: [rn-thief], " + PAY + "}"),
                "scope-revived",
                "rn-thief-s");
        assertRefused(thief.post("/graph/versions/" + before + "/restore"), "scope-revived", "rn-bank");
        assertThat(app.issuer()
                        .token("rn-app", app.secret(), "&scope=rn-bank:pay")
                        .statusCode())
                .as("the scope is dormant")
                .isEqualTo(400);

        assertThat(team.post("/graph/versions/" + before + "/restore").statusCode())
                .isEqualTo(200);
        assertThat(app.token("rn-bank:pay")).isNotEmpty();
    }

    @Test
    void its_last_owners_or_a_publisher_of_anything_give_a_name_to_another_service() throws Exception {
        team.patch("/graph", "{services: {rn-bank: {scopes: {\"rn-bank:pay\": null}}}}");

        HttpResponse<String> given = team.patch("/graph", "{services: {rn-cashier: {owners: [rn-till], " + PAY + "}}}");

        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(json(given).at("/power_given/0/kind").textValue()).isEqualTo("scope-revived");
        // Now it is the cashier's.
        admin.patch("/graph", "{services: {rn-cashier: {scopes: null}}}");
        assertRefused(
                team.patch("/graph", "{services: {rn-bank: {" + PAY + "}}}"), "scope-revived", "rn-bank", "rn-cashier");
        assertThat(admin.patch("/graph", "{services: {rn-bank: {" + PAY + "}}}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_audience_stays_its_last_owners_in_every_spelling() throws Exception {
        team.patch("/graph", "{services: {rn-bank: {audience: \"https://new.rn.example\"}}}");

        assertRefused(
                thief.patch("/graph", "{services: {rn-thief-s: {audience: \"HTTPS://bank.rn.example:443/\"}}}"),
                "audience-revived",
                "rn-thief-s");
        assertThat(team.patch("/graph", "{services: {rn-bank: {audience: \"https://bank.rn.example\"}}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void only_its_last_owners_revive_a_removed_service() throws Exception {
        assertThat(team.delete("/graph/services/rn-bank").statusCode()).isEqualTo(200);

        assertRefused(
                thief.put("/graph/services/rn-bank", "{owners: [rn-thief], audience: \"https://thief.rn.example\"}"),
                "service-revived",
                "rn-bank");
        assertThat(team.put("/graph/services/rn-bank", "{owners: [rn-team], audience: \"https://bank.rn.example\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static void assertRefused(HttpResponse<String> answer, String change, String element) throws Exception {
        assertRefused(answer, change, element, "rn-bank");
    }

    private static void assertRefused(HttpResponse<String> answer, String change, String element, String service)
            throws Exception {
        assertProblem(answer, 403);
        JsonNode told = StreamSupport.stream(json(answer).get("changes").spliterator(), false)
                .filter(one -> one.get("change").textValue().equals(change))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer.body()));
        assertThat(told.get("element").textValue()).isEqualTo(element);
        assertThat(told.get("service").textValue()).isEqualTo(service);
        assertThat(told.get("owners")).hasToString(service.equals("rn-bank") ? "[\"rn-team\"]" : "[\"rn-till\"]");
    }

    private long version() throws Exception {
        return json(admin.get("/graph/versions?limit=1"))
                .at("/versions/0/version")
                .longValue();
    }
}

package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only its owners, or a publisher of anything, give away authority over a service (docs/model.md, section 4). */
@ExtendWith(SharedIssuer.class)
class OwnersConsentTest {
    private static final String GRAPH = """
            services:
              front: {owners: [oc-front], scopes: {"front:use": ""}}
              back: {owners: [oc-back], scopes: {"back:read": "", "back:write": ""}}
              spare: {owners: [oc-front], scopes: {"spare:use": ""}}
            dependencies:
              e:
                from: front
                to: back
                requires: ["front:use"]
                grants: ["back:read"]
                clients: [web, kiosk]
                sharing: exchange
            """;

    private static Caller front;
    private static Caller back;
    private Caller admin;

    @BeforeAll
    static void register_the_owners(RunningIssuer issuer) throws Exception {
        front = Caller.registered(issuer, "oc-front", "graph:read graph:write");
        back = Caller.registered(issuer, "oc-back", "graph:read graph:write");
    }

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        issuer.publish(GRAPH);
    }

    @ParameterizedTest
    @CsvSource({
        "dependency-added,   dependencies/new, '{dependencies: {new: {from: spare, to: back, grants: [back:read]}}}'",
        "grants-widened,     dependencies/e,   '{dependencies: {e: {grants: [back:read, back:write]}}}'",
        "requires-dropped,   dependencies/e,   '{dependencies: {e: {requires: null}}}'",
        "clients-widened,    dependencies/e,   '{dependencies: {e: {clients: null}}}'",
        "clients-widened,    dependencies/e,   '{dependencies: {e: {clients: [web, kiosk, app]}}}'",
        "sharing-widened,    dependencies/e,   '{dependencies: {e: {sharing: embed}}}'",
        "claims-widened,     dependencies/e,   '{dependencies: {e: {claims: {set: {tier: gold}}}}}'",
        "dependency-added,   dependencies/e,   '{dependencies: {e: {from: spare, requires: null}}}'",
        "owners-changed,     services/back,    '{services: {back: {owners: [oc-back, oc-front]}}}'",
        "owners-changed,     services/back,    '{services: {back: {owners: null}}}'",
        "audience-changed,   services/back,    '{services: {back: {audience: https://front.example}}}'",
        "context-changed,    services/back,    '{services: {back: {context: elsewhere}}}'",
        "context-joined,     services/joiner,  '{services: {joiner: {context: back, owners: [oc-back]}}}'"
    })
    void authority_is_not_given_away_without_consent(String change, String element, String patch) throws Exception {
        long before = version();
        long changed = json(admin.patch("/graph", patch)).get("version").longValue();
        String document = admin.get("/graph").body();
        String one = admin.get("/graph/" + element).body();
        admin.post("/graph/versions/" + before + "/restore");

        assertRefused(front.patch("/graph", patch), change);
        assertRefused(front.patch("/graph?dry_run=true", patch), change);
        assertRefused(front.put("/graph", document, "If-Match", "*"), change);
        assertRefused(front.put("/graph/" + element, one), change);
        assertRefused(front.post("/graph/versions/" + changed + "/restore"), change);
        assertThat(version()).isEqualTo(changed + 1);
        assertThat(back.patch("/graph", patch).statusCode()).isEqualTo(200);
    }

    @Test
    void only_owners_remove_a_service() throws Exception {
        assertThat(back.delete("/graph/dependencies/e").statusCode()).isEqualTo(200);

        assertRefused(front.delete("/graph/services/back"), "service-removed");
        assertThat(back.delete("/graph/services/back").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'{dependencies: {e: null}}'",
        "'{dependencies: {e: {clients: [kiosk]}}}'",
        "'{services: {new: {owners: [oc-front]}}}'",
        "'{services: {back: {description: From somebody else}}}'"
    })
    void a_change_that_gives_no_authority_away_needs_no_consent(String patch) throws Exception {
        assertThat(front.patch("/graph", patch).statusCode()).isEqualTo(200);
    }

    @Test
    void becoming_an_owner_needs_consent() throws Exception {
        HttpResponse<String> refused = front.patch("/graph", """
                services: {back: {owners: [oc-front]}}
                dependencies: {e: {grants: ["back:read", "back:write"]}}
                """);

        assertProblem(refused, 403);
        assertThat(json(refused).get("changes").findValuesAsText("change"))
                .containsExactlyInAnyOrder("owners-changed", "grants-widened");
    }

    @Test
    void reviving_a_service_with_another_owner_needs_the_last_owners_consent() throws Exception {
        assertRefused(front.patch("/graph", "{services: {back: null}, dependencies: {e: null}}"), "service-removed");
    }

    @Test
    void consent_to_one_change_does_not_cover_another() throws Exception {
        HttpResponse<String> refused = back.patch("/graph", """
                dependencies:
                  e: {grants: ["back:read", "back:write"]}
                  back-spare: {from: back, to: spare, grants: ["spare:use"]}
                """);

        assertProblem(refused, 403);
        assertThat(json(refused).get("changes")).hasSize(1);
        JsonNode change = json(refused).at("/changes/0");
        assertThat(change.get("change").textValue()).isEqualTo("dependency-added");
        assertThat(change.get("element").textValue()).isEqualTo("back-spare");
        assertThat(change.get("service").textValue()).isEqualTo("spare");
        assertThat(change.get("owners")).hasToString("[\"oc-front\"]");
        assertThat(change.get("message").textValue()).isNotEmpty();
    }

    private static void assertRefused(HttpResponse<String> answer, String change) throws Exception {
        assertProblem(answer, 403);
        JsonNode changes = json(answer).get("changes");
        assertThat(changes.findValuesAsText("change")).contains(change);
        assertThat(changes.findValuesAsText("service")).contains("back");
        assertThat(changes).allSatisfy(one -> assertThat(one.get("owners")).hasToString("[\"oc-back\"]"));
    }

    private long version() throws Exception {
        return json(admin.get("/graph/versions?limit=1"))
                .at("/versions/0/version")
                .longValue();
    }
}

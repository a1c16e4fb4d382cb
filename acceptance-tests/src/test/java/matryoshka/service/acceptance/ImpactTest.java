package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code impact} in the answer of every publication and dry run. */
@ExtendWith(IssuerExtension.class)
class ImpactTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRAPH = """
            services:
              front: {scopes: {"front:use": ""}}
              back: {scopes: {"back:read": "", "back:write": ""}}
              deep: {scopes: {"deep:use": ""}}
              other: {scopes: {"other:use": ""}}
            dependencies:
              front-back: {from: front, to: back, grants: ["back:read"]}
              back-deep: {from: back, to: deep, requires: ["back:write"], grants: ["deep:use"], sharing: exchange}
            """;

    private Caller admin;

    @BeforeAll
    static void use_some_plans(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        issuer.issued("app", issuer.register("app", "front:use"), "");
        issuer.issued("aside", issuer.register("aside", "other:use"), "");
        issuer.register("idle", "front:use");
    }

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        issuer.publish(GRAPH);
    }

    @ParameterizedTest
    @CsvSource({
        "'[\"back:read\",\"back:write\"]', missing, '{\"back\":[\"back:write\"]}', {}",
        "'[\"back:write\"]', both, '{\"back\":[\"back:write\"]}', '{\"back\":[\"back:read\"]}'"
    })
    void an_impact_counts_deficit_and_excess(String grants, String direction, String missing, String excess)
            throws Exception {
        JsonNode impact = dryRun("dependencies: {front-back: {grants: " + grants + "}}");

        assertThat(impact.get("plans")).hasSize(1);
        JsonNode plan = impact.at("/plans/0");
        assertThat(plan.get("client_id").textValue()).isEqualTo("app");
        assertThat(plan.get("scope").textValue()).isEqualTo("front:use");
        assertThat(plan.get("direction").textValue()).isEqualTo(direction);
        assertThat(plan.get("missing")).isEqualTo(JSON.readTree(missing));
        assertThat(plan.get("excess")).isEqualTo(JSON.readTree(excess));
        assertThat(Instant.parse(plan.get("alive_until").textValue()))
                .isBetween(Instant.now(), Instant.now().plusSeconds(400));
        assertThat(impact.get("clients")).hasToString("[\"app\"]");
    }

    @Test
    void removing_a_dependency_leaves_excess_and_a_smaller_plan() throws Exception {
        HttpResponse<String> answer = admin.delete("/graph/dependencies/front-back?dry_run=true");

        JsonNode impact = json(answer).get("impact");
        assertThat(impact.at("/plans/0/direction").textValue()).isEqualTo("excess");
        assertThat(impact.at("/plans/0/excess")).hasToString("{\"back\":[\"back:read\"]}");
        assertThat(impact.at("/plans/0/missing")).isEmpty();
        JsonNode before = impact.at("/largest_plan/before");
        JsonNode after = impact.at("/largest_plan/after");
        assertThat(before.get("tokens").intValue()).isEqualTo(2);
        assertThat(before.get("depth").intValue()).isEqualTo(2);
        assertThat(after.get("tokens").intValue()).isEqualTo(1);
        assertThat(after.get("depth").intValue()).isEqualTo(1);
        assertThat(before.get("bytes").intValue())
                .isGreaterThan(after.get("bytes").intValue());
        assertThat(before.get("bytes").intValue())
                .isEqualTo(json(admin.get("/graph/plan?client_id=app"))
                        .get("bytes")
                        .intValue());
    }

    @Test
    void changed_content_with_the_same_authority_is_neither() throws Exception {
        JsonNode impact = dryRun("dependencies: {front-back: {lifetime: PT1M}}");

        assertThat(impact.at("/plans/0/direction").textValue()).isEqualTo("changed");
        assertThat(impact.at("/plans/0/changed")).hasToString("[\"back\"]");
    }

    @Test
    void a_change_outside_of_all_plans_in_use_has_no_impact() throws Exception {
        assertThat(dryRun("services: {new: {scopes: {'new:use': ''}}}").get("plans"))
                .isEmpty();
        assertThat(dryRun("dependencies: {back-deep: null}").get("plans")).isEmpty();
        assertThat(dryRun("services: {front: {description: Otherwise}}").get("plans"))
                .isEmpty();
        assertThat(dryRun("{}").get("plans")).isEmpty();
    }

    @Test
    void a_publication_and_its_dry_run_have_the_same_answer() throws Exception {
        String patch = "dependencies: {front-back: {grants: ['back:write']}}";
        JsonNode foreseen = dryRun(patch);

        JsonNode happened = json(admin.patch("/graph", patch)).get("impact");

        assertThat(happened).isEqualTo(foreseen);
    }

    @Test
    void a_publication_succeeds_when_its_impact_cannot_be_measured(TestDatabase database) throws Exception {
        long before = publish_once_more();
        database.jdbi().useHandle(handle -> handle.execute("alter table plan rename to plan_elsewhere"));
        try {
            HttpResponse<String> published =
                    admin.patch("/graph", "dependencies: {front-back: {grants: ['back:write']}}");
            HttpResponse<String> restored = admin.post("/graph/versions/" + before + "/restore");
            HttpResponse<String> removed = admin.delete("/graph/dependencies/back-deep");
            HttpResponse<String> foreseen = admin.delete("/graph/dependencies/front-back?dry_run=true");

            for (HttpResponse<String> answer : List.of(published, restored, removed)) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(json(answer).get("impact").isNull()).isTrue();
            }
            assertThat(json(removed).get("version").longValue()).isEqualTo(before + 3);
            assertThat(foreseen.statusCode()).isGreaterThanOrEqualTo(500);
        } finally {
            database.jdbi().useHandle(handle -> handle.execute("alter table plan_elsewhere rename to plan"));
        }
    }

    private long publish_once_more() throws Exception {
        return json(admin.patch("/graph", "services: {front: {description: once more}}"))
                .get("version")
                .longValue();
    }

    @Test
    void tokens_that_were_stale_before_are_not_counted_again() throws Exception {
        admin.patch("/graph", "dependencies: {front-back: {grants: ['back:write']}}");

        assertThat(dryRun("dependencies: {front-back: {grants: ['back:write'], lifetime: PT1M}}")
                        .get("plans"))
                .isEmpty();
    }

    @Test
    void what_clients_can_newly_reach_is_shown_with_the_path() throws Exception {
        JsonNode reach = dryRun("dependencies: {front-back: {grants: ['back:read', 'back:write']}}")
                .get("new_reach");

        assertThat(reach).hasSize(4);
        JsonNode deep = reach.get(1);
        assertThat(deep.get("client_id").textValue()).isEqualTo("app");
        assertThat(deep.get("scope").textValue()).isEqualTo("deep:use");
        assertThat(deep.get("path")).hasToString("[\"front-back\",\"back-deep\"]");
        assertThat(reach.findValuesAsText("client_id")).containsExactly("app", "app", "idle", "idle");
        assertThat(dryRun("dependencies: {front-back: null}").get("new_reach")).isEmpty();
    }

    private JsonNode dryRun(String patch) throws Exception {
        HttpResponse<String> answer = admin.patch("/graph?dry_run=true", patch);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("impact");
    }
}

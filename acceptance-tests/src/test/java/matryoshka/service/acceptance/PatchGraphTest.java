package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PATCH /graph}, a merge patch (RFC 7396). */
@ExtendWith(SharedIssuer.class)
class PatchGraphTest {
    private static final String GRAPH = """
            services:
              a: {scopes: {"a:call": Call a}, description: The first}
              b: {scopes: {"b:call": Call b, "b:read": Read b}}
            dependencies:
              a-calls-b: {from: a, to: b, requires: ["a:call"], grants: ["b:call"], clients: [web]}
            """;

    private Caller admin;
    private long version;

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        version = issuer.publish(GRAPH);
    }

    @ParameterizedTest
    @CsvSource({
        "application/merge-patch+json, '{\"services\":{\"a\":{\"description\":null},\"c\":{}}}'",
        "application/json, '{\"services\":{\"a\":{\"description\":null},\"c\":{}}}'",
        "application/merge-patch+yaml, 'services: {a: {description: null}, c: {}}'",
        "application/yaml, 'services: {a: {description: ~}, c: {}}'"
    })
    void a_patch_changes_what_it_names_and_nothing_else(String type, String patch) throws Exception {
        HttpResponse<String> answer = admin.send("PATCH", "/graph", type, patch);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag"))
                .hasValueSatisfying(tag -> assertThat(tag).startsWith("\"" + (version + 1) + "-"));
        JsonNode graph = json(admin.get("/graph"));
        assertThat(graph.at("/services/a/description").isMissingNode()).isTrue();
        assertThat(graph.at("/services/a/scopes/a:call").textValue()).isEqualTo("Call a");
        assertThat(graph.get("services")).hasSize(3);
        assertThat(graph.at("/dependencies/a-calls-b/clients/0").textValue()).isEqualTo("web");
        assertThat(json(answer).at("/diff/services/added").fieldNames())
                .toIterable()
                .containsExactly("c");
    }

    @Test
    void null_removes_an_element() throws Exception {
        assertThat(admin.patch("/graph", "dependencies: {a-calls-b: null}").statusCode())
                .isEqualTo(200);
        assertThat(json(admin.get("/graph")).path("dependencies")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | /graph                           | {dependencies: {a-calls-b: {clients: []}}}",
                "PUT   | /graph/dependencies/a-calls-b    | {from: a, to: b, grants: ['b:read'], clients: []}",
                "PUT   | /graph/dependencies/a-calls-b    | {from: a, to: b, grants: ['b:read'], clients: null}",
                "PATCH | /graph?dry_run=true              | {dependencies: {new: {from: a, to: b, grants: ['b:read'], clients: []}}}"
            })
    void a_dependency_for_no_client_is_not_one_for_every_client(String method, String path, String body)
            throws Exception {
        HttpResponse<String> answer = admin.send(method, path, "application/yaml", body);

        assertProblem(answer, 422);
        assertThat(json(answer).at("/violations/0/pointer").textValue()).endsWith("/clients");
        assertThat(json(admin.get("/graph")).at("/dependencies/a-calls-b/clients"))
                .hasToString("[\"web\"]");
    }

    @Test
    void to_let_every_client_in_a_patch_says_null() throws Exception {
        assertThat(admin.patch("/graph", "dependencies: {a-calls-b: {clients: null}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(admin.get("/graph"))
                        .at("/dependencies/a-calls-b/clients")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void lists_are_replaced_whole() throws Exception {
        admin.patch("/graph", "dependencies: {a-calls-b: {grants: ['b:read']}}");

        assertThat(json(admin.get("/graph")).at("/dependencies/a-calls-b/grants"))
                .hasToString("[\"b:read\"]");
    }

    @Test
    void without_a_change_there_is_no_version() throws Exception {
        HttpResponse<String> empty = admin.patch("/graph", "{}");
        HttpResponse<String> same = admin.patch("/graph", "services: {a: {description: The first, owners: null}}");

        assertThat(json(empty).get("version").longValue()).isEqualTo(version);
        assertThat(json(same).get("version").longValue()).isEqualTo(version);
        assertThat(json(same).at("/diff/services/changed")).isEmpty();
    }

    @Test
    void preconditions_are_honoured_and_optional() throws Exception {
        assertProblem(admin.patch("/graph", "services: {c: {}}", "If-Match", "\"" + (version - 1) + "\""), 412);
        assertProblem(admin.patch("/graph", "services: {c: {}}", "If-Match", "17"), 400);
        assertThat(json(admin.get("/graph")).get("services")).hasSize(2);
        assertThat(admin.patch("/graph", "services: {c: {}}", "If-Match", "\"" + version + "\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_dry_run_shows_the_result_and_changes_nothing() throws Exception {
        HttpResponse<String> answer = admin.patch("/graph?dry_run=true", "services: {c: {}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("version").longValue()).isEqualTo(version);
        assertThat(json(answer).at("/diff/services/added")).hasSize(1);
        assertThat(json(answer).has("impact")).isTrue();
        assertThat(json(admin.get("/graph")).get("services")).hasSize(2);
        assertProblem(admin.patch("/graph?dry_run=true", "services: {b: null}"), 422);
        assertProblem(admin.patch("/graph?dry_run=perhaps", "{}"), 400);
    }

    @Test
    void violations_of_the_patched_graph_are_reported_with_their_pointers() throws Exception {
        HttpResponse<String> refused = admin.patch("/graph", "services: {a: {colour: red}, b: null}");

        assertProblem(refused, 422);
        assertThat(json(refused).get("violations").findValuesAsText("pointer"))
                .contains("/services/a/colour")
                .anyMatch(pointer -> pointer.startsWith("/dependencies/a-calls-b"));
        assertThat(json(admin.get("/graph")).get("services")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "null", "services: 3", "services: [a]", "services: {a: text}"})
    void a_patch_that_leaves_no_document_is_refused(String patch) throws Exception {
        assertProblem(admin.patch("/graph", patch), 422);
    }

    @ParameterizedTest
    @CsvSource({"application/json, {, 400", "application/json-patch+json, [], 415", "text/plain, x, 415"})
    void a_malformed_patch_is_refused(String type, String body, int status) throws Exception {
        assertProblem(admin.send("PATCH", "/graph", type, body), status);
    }
}

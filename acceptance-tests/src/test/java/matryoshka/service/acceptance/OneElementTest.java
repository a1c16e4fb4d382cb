package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code /graph/services/{name}} and {@code /graph/dependencies/{name}}. */
@ExtendWith(SharedIssuer.class)
class OneElementTest {
    private static final String GRAPH = """
            services:
              a: {scopes: {"a:call": Call a}}
              b: {scopes: {"b:call": Call b}}
              lonely: {description: Nobody calls it}
            dependencies:
              a-calls-b: {from: a, to: b, requires: ["a:call"], grants: ["b:call"]}
            invariants:
              depth: {max_depth: 3}
            """;
    private static final String NEW_EDGE = "{from: lonely, to: b, grants: ['b:call']}";

    private Caller admin;
    private long version;

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        version = issuer.publish(GRAPH);
    }

    @ParameterizedTest
    @CsvSource({
        "/graph/services/lonely, '{\"description\":\"Nobody calls it\",\"scopes\":{}}', 'description: \"Nobody calls it\"'",
        "/graph/dependencies/a-calls-b, '{\"from\":\"a\",\"to\":\"b\",\"requires\":[\"a:call\"],\"grants\":[\"b:call\"],"
                + "\"sharing\":\"embed\"}', 'sharing: \"embed\"'"
    })
    void an_element_reads_as_it_is_in_the_document(String path, String asJson, String inYaml, RunningIssuer issuer)
            throws Exception {
        HttpResponse<String> told = admin.get(path);
        HttpResponse<String> yaml = send(issuer.asAdmin(path).header("Accept", "application/yaml"));

        assertThat(told.body()).isEqualToIgnoringWhitespace(asJson);
        assertThat(told.headers().firstValue("ETag")).hasValue(tag(version));
        assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(yaml.body()).contains(inYaml);
        assertThat(admin.put(path, yaml.body()).headers().firstValue("ETag")).hasValue(tag(version));
    }

    @Test
    void an_element_of_an_earlier_version_stays_what_it_was() throws Exception {
        admin.put("/graph/services/lonely", "description: Still alone");

        assertThat(json(admin.get("/graph/services/lonely?version=" + version))
                        .get("description")
                        .textValue())
                .isEqualTo("Nobody calls it");
        assertProblem(admin.get("/graph/services/lonely?version=0"), 404);
        assertProblem(admin.get("/graph/services/lonely?version=999999"), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "/graph/services/c, application/yaml, 'scopes: {c:call: Call c}'",
        "/graph/services/c, application/json, '{\"scopes\":{\"c:call\":\"Call c\"}}'",
        "/graph/dependencies/new, application/yaml, '{from: lonely, to: b, grants: [b:call]}'",
        "/graph/dependencies/new, application/json, '{\"from\":\"lonely\",\"to\":\"b\",\"grants\":[\"b:call\"]}'"
    })
    void put_creates_an_element_and_then_replaces_it(String path, String type, String body) throws Exception {
        HttpResponse<String> created = admin.send("PUT", path, type, body);
        HttpResponse<String> same = admin.send("PUT", path, type, body);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag")).hasValue(tag(version + 1));
        assertThat(json(created).get("version").longValue()).isEqualTo(version + 1);
        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(json(same).get("version").longValue()).isEqualTo(version + 1);
        assertThat(admin.delete(path).statusCode()).isEqualTo(200);
        assertProblem(admin.get(path), 404);
        assertProblem(admin.delete(path), 404);
        assertThat(json(admin.get("/graph")).get("invariants")).hasSize(1);
    }

    @Test
    void a_replaced_element_keeps_nothing() throws Exception {
        HttpResponse<String> replaced = admin.put("/graph/services/lonely", "audience: https://lonely.example");

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(admin.get("/graph/services/lonely").body())
                .isEqualToIgnoringWhitespace("{\"audience\":\"https://lonely.example\",\"scopes\":{}}");
    }

    @Test
    void a_service_that_others_refer_to_is_not_removed() throws Exception {
        HttpResponse<String> refused = admin.delete("/graph/services/b");

        assertProblem(refused, 409);
        assertThat(json(refused).get("violations").findValuesAsText("pointer"))
                .isNotEmpty()
                .allMatch(pointer -> pointer.startsWith("/dependencies/a-calls-b"));
        assertThat(admin.get("/graph/services/b").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graph/services/lonely", "/graph/dependencies/a-calls-b"})
    void preconditions_and_dry_runs_work_for_one_element(String path) throws Exception {
        String earlier = tag(version - 1);

        assertProblem(admin.put(path, "{}", "If-Match", earlier), 412);
        assertProblem(admin.delete(path, "If-Match", earlier), 412);
        HttpResponse<String> dry = admin.delete(path + "?dry_run=true");
        assertThat(dry.statusCode()).isEqualTo(200);
        assertThat(json(dry).get("version").longValue()).isEqualTo(version);
        assertThat(admin.get(path).statusCode()).isEqualTo(200);
        assertThat(admin.delete(path + "?message=gone", "If-Match", tag(version))
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(admin.get("/graph/versions/" + (version + 1)))
                        .get("message")
                        .textValue())
                .isEqualTo("gone");
    }

    @ParameterizedTest
    @CsvSource({
        "/graph/services/c, '{colour: red}', /services/c/colour",
        "/graph/services/c, '[]', /services/c",
        "/graph/services/c, 'null', /services/c",
        "/graph/services/c, '{scopes: {a:call: taken}}', /services/c/scopes/a:call",
        "/graph/services/-, '{}', /services/-",
        "/graph/services/matryoshka, '{}', /services/matryoshka",
        "/graph/dependencies/new, '{from: a, to: b}', /dependencies/new/grants",
        "/graph/dependencies/new, '{from: a, to: a, grants: [a:call]}', /dependencies/new",
        "/graph/dependencies/new, '{from: b, to: a, requires: [b:call], grants: [a:call]}', /dependencies"
    })
    void violations_are_reported_with_their_pointers(String path, String element, String pointer) throws Exception {
        HttpResponse<String> refused = admin.put(path, element);

        assertProblem(refused, 422);
        assertThat(json(refused).get("violations").findValuesAsText("pointer"))
                .anyMatch(found -> found.startsWith(pointer));
    }

    @Test
    void a_malformed_element_is_refused() throws Exception {
        assertProblem(admin.send("PUT", "/graph/services/c", "application/json", "{"), 400);
        assertProblem(admin.send("PUT", "/graph/services/c", "text/plain", "{}"), 415);
        assertProblem(admin.get("/graph/clients/a"), 404);
        assertProblem(admin.get("/graph/services/a%2Fb"), 400);
    }

    @Test
    void a_new_edge_is_part_of_the_document(RunningIssuer issuer) throws Exception {
        admin.put("/graph/dependencies/lonely-b", NEW_EDGE);

        assertThat(issuer.read("/graph").at("/dependencies/lonely-b/from").textValue())
                .isEqualTo("lonely");
        assertThat(issuer.read("/graph").get("dependencies")).hasSize(2);
    }

    /** Returns the entity tag of an existing version. */
    private String tag(long number) throws Exception {
        return admin.get("/graph?version=" + number)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }
}

package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PUT /graph}. */
class PublishingOverHttpTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("limits.documentBytes", "8KiB"));

    private static final String GRAPH = """
            services:
              a:
                scopes: {"a:call": Call a}
              b:
                audience: https://b.example
                scopes: {"b:call": Call b}
            dependencies:
              a-calls-b: {from: a, to: b, requires: ["a:call"], grants: ["b:call"]}
            """;
    private static final String JSON = """
            {"services":{"a":{"scopes":{"a:call":"Call a"}},\
            "b":{"audience":"https://b.example","scopes":{"b:call":"Call b"}}},\
            "dependencies":{"a-calls-b":{"from":"a","to":"b","requires":["a:call"],"grants":["b:call"],"sharing":"embed"}}}""";

    private long version;

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        version = issuer.publish(GRAPH);
    }

    @Test
    void a_publication_returns_its_version_and_its_changes(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer =
                send(put(issuer, "/graph", "application/json", JSON.replace("\"Call a\"", "\"Call a!\""))
                        .header("If-Match", tag(issuer, version)));

        JsonNode told = json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue(tag(issuer, version + 1));
        assertThat(told.get("version").longValue()).isEqualTo(version + 1);
        assertThat(told.at("/diff/services/changed/a/scopes/after/a:call").textValue())
                .isEqualTo("Call a!");
        assertThat(told.at("/diff/dependencies/changed")).isEmpty();
    }

    @Test
    void who_published_and_why_is_kept(RunningIssuer issuer, TestDatabase database) throws Exception {
        String other = JSON.replace("\"Call a\"", "\"Call " + version + "\"");

        send(put(issuer, "/graph?message=It%20was%20time", "application/json", other)
                .header("If-Match", tag(issuer, version)));

        String kept = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select published_by || ': ' || message from graph_version where version = :version")
                        .bind("version", version + 1)
                        .mapTo(String.class)
                        .one());
        assertThat(kept).isEqualTo("admin: It was time");
    }

    @Test
    void without_a_change_there_is_no_version(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer =
                send(put(issuer, "/graph", "application/json", JSON).header("If-Match", tag(issuer, version)));

        assertThat(json(answer).get("version").longValue()).isEqualTo(version);
    }

    @Test
    void a_dry_run_returns_the_same_and_publishes_nothing(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = send(
                put(issuer, "/graph?dry_run=true", "application/json", "{}").header("If-Match", tag(issuer, version)));

        assertThat(json(answer).at("/diff/services/removed").properties()).hasSize(2);
        assertThat(issuer.read("/graph").get("services")).hasSize(2);
    }

    @Test
    void replacing_the_graph_requires_the_current_tag(RunningIssuer issuer) throws Exception {
        HttpResponse<String> late =
                send(put(issuer, "/graph", "application/json", "{}").header("If-Match", tag(issuer, version - 1)));

        assertProblem(late, 412);
        assertThat(late.headers().firstValue("ETag")).hasValue(tag(issuer, version));
        assertProblem(send(put(issuer, "/graph", "application/json", "{}")), 428);
        assertProblem(send(put(issuer, "/graph", "application/json", "{}").header("If-Match", "17")), 400);
        assertThat(issuer.read("/graph").get("services")).hasSize(2);
    }

    @Test
    void an_invalid_graph_is_refused_with_all_violations(RunningIssuer issuer) throws Exception {
        String wrong = """
                services:
                  a: {scopes: {"a:call": ""}, colour: red}
                dependencies:
                  loop: {from: a, to: a, grants: ["a:call"]}
                  nowhere: {from: a, to: c, requires: ["a:else"], grants: []}
                """;

        HttpResponse<String> refused =
                send(put(issuer, "/graph", "application/yaml", wrong).header("If-Match", "*"));

        assertProblem(refused, 422);
        List<String> pointers = new ArrayList<>();
        json(refused).get("violations").forEach(violation -> {
            assertThat(violation.get("rule").textValue()).isNotEmpty();
            assertThat(violation.get("message").textValue()).isNotEmpty();
            pointers.add(violation.get("pointer").textValue());
        });
        assertThat(pointers)
                .anyMatch(pointer -> pointer.startsWith("/services/a/colour"))
                .anyMatch(pointer -> pointer.startsWith("/dependencies/loop"))
                .anyMatch(pointer -> pointer.startsWith("/dependencies/nowhere/to"))
                .anyMatch(pointer -> pointer.startsWith("/dependencies/nowhere/requires"))
                .anyMatch(pointer -> pointer.startsWith("/dependencies/nowhere/grants"));
        assertThat(issuer.read("/graph").get("services")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, {, 400",
        "application/yaml, 'a: [', 400",
        "application/yaml, 'a: &x 1', 400",
        "text/plain, {}, 415",
        "application/xml, <graph/>, 415"
    })
    void a_malformed_document_is_refused(String type, String body, int status, RunningIssuer issuer) throws Exception {
        assertProblem(send(put(issuer, "/graph", type, body).header("If-Match", "*")), status);
    }

    @Test
    void a_document_over_the_limit_is_too_large(RunningIssuer issuer) throws Exception {
        assertProblem(
                send(put(issuer, "/graph", "application/yaml", "#".repeat(8_193))
                        .header("If-Match", "*")),
                413);
    }

    private static HttpRequest.Builder put(RunningIssuer issuer, String path, String type, String body)
            throws Exception {
        return issuer.asAdmin(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body));
    }

    /** Returns the entity tag of an existing version. */
    private static String tag(RunningIssuer issuer, long number) throws Exception {
        return send(issuer.asAdmin("/graph?version=" + number))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }
}

package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /graph} and its relatives. */
@ExtendWith(IssuerExtension.class)
class GraphApiTest {
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
    void the_graph_is_available_as_json(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = get(issuer, "/graph", "application/json");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("ETag"))
                .hasValueSatisfying(tag -> assertThat(tag).matches("\"" + version + "-[0-9a-f]{12}\""));
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept");
        assertThat(answer.body()).isEqualToIgnoringWhitespace(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/x-yaml", "text/yaml"})
    void the_graph_is_available_as_yaml_that_makes_no_new_version(String type, RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = get(issuer, "/graph", type);

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.body()).contains("a-calls-b:");
        assertThat(issuer.publish(answer.body())).isEqualTo(version);
    }

    @Test
    void the_graph_is_available_as_dot(RunningIssuer issuer) throws Exception {
        HttpResponse<String> negotiated = get(issuer, "/graph", "text/vnd.graphviz");

        assertThat(negotiated.headers().firstValue("Content-Type").orElse("")).startsWith("text/vnd.graphviz");
        assertThat(negotiated.body()).startsWith("digraph").contains("→ call");
        assertThat(get(issuer, "/graph.dot", "*/*").body()).isEqualTo(negotiated.body());
    }

    @Test
    void a_version_stays_what_it_was(RunningIssuer issuer) throws Exception {
        long next = issuer.publish(GRAPH.replace("Call b", "Call b otherwise"));

        HttpResponse<String> earlier = get(issuer, "/graph?version=" + version, "application/json");

        assertThat(next).isEqualTo(version + 1);
        assertThat(earlier.body()).isEqualToIgnoringWhitespace(JSON);
        assertThat(earlier.headers().firstValue("ETag"))
                .hasValueSatisfying(tag -> assertThat(tag).matches("\"" + version + "-[0-9a-f]{12}\""));
        assertThat(get(issuer, "/graph.dot?version=" + version, "*/*").statusCode())
                .isEqualTo(200);
        assertThat(issuer.read("/graph?version=0").toString()).doesNotContain("a-calls-b");
    }

    @ParameterizedTest
    @CsvSource({
        "/graph?version=999999, 404",
        "/graph.dot?version=999999, 404",
        "/graph?version=x, 400",
        "/graph?version=-1, 400",
        "/graph?version=99999999999999999999, 400",
        "/graph/plan?client_id=admin&version=999999, 404",
        "/graph/plan?client_id=nobody, 404",
        "/graph/plan, 400",
        "/graph/plan?client_id=admin&scope=a:call, 422"
    })
    void what_does_not_exist_is_not_found(String path, int status, RunningIssuer issuer) throws Exception {
        assertProblem(send(issuer.asAdmin(path)), status);
    }

    @Test
    void an_unchanged_graph_is_not_sent_again(RunningIssuer issuer) throws Exception {
        HttpResponse<String> unchanged = send(
                issuer.asAdmin("/graph").header("Accept", "application/json").header("If-None-Match", tag(issuer)));
        HttpResponse<String> other = send(issuer.asAdmin("/graph")
                .header("Accept", "application/json")
                .header("If-None-Match", "\"" + version + "\""));

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void a_plan_is_shown_as_a_tree(RunningIssuer issuer) throws Exception {
        issuer.register("planner-" + version, "a:call");

        JsonNode plan = issuer.read("/graph/plan?client_id=planner-" + version);
        HttpResponse<String> dot = get(issuer, "/graph/plan.dot?client_id=planner-" + version, "*/*");

        assertThat(plan.get("version").longValue()).isEqualTo(version);
        assertThat(plan.at("/plan/aud").textValue()).isEqualTo("a");
        assertThat(plan.at("/plan/children/0/aud").textValue()).isEqualTo("https://b.example");
        assertThat(plan.at("/plan/children/0/holder").textValue()).isEqualTo("a");
        assertThat(plan.get("budget_used").doubleValue()).isBetween(0.1, 0.5);
        assertThat(plan.get("budget")).hasToString("{\"tokens\":64,\"depth\":16,\"bytes\":6144}");
        assertThat(plan.at("/plan/given_by")).hasToString("{\"a:call\":[]}");
        assertThat(plan.at("/plan/children/0/given_by")).hasToString("{\"b:call\":[\"a-calls-b\"]}");
        assertThat(dot.body()).startsWith("digraph").contains("held by a");
    }

    private static HttpResponse<String> get(RunningIssuer issuer, String path, String accept) throws Exception {
        return send(issuer.asAdmin(path).header("Accept", accept));
    }

    private static String tag(RunningIssuer issuer) throws Exception {
        return send(issuer.asAdmin("/graph")).headers().firstValue("ETag").orElseThrow();
    }
}

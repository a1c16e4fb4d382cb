package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IssuerExtension.class)
class PicturesOverHttpTest {

    @BeforeAll
    static void publish(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services:
                  a: {scopes: {a:x: ''}}
                  b: {scopes: {b:x: ''}}
                  c: {scopes: {c:x: ''}}
                  d: {scopes: {d:x: ''}}
                dependencies:
                  a-b: {from: a, to: b, requires: [a:x], grants: [b:x]}
                  b-c: {from: b, to: c, requires: [b:x], grants: [c:x], sharing: exchange}
                """);
    }

    @Test
    void a_focus_shows_what_is_within_the_hops(RunningIssuer issuer) throws Exception {
        assertThat(get(issuer, "/graph.dot?focus=a").body())
                .contains("\"a\"", "\"b\"")
                .doesNotContain("\"c\"");
        assertThat(get(issuer, "/graph.dot?focus=a&hops=2").body())
                .contains("\"c\"")
                .doesNotContain("\"d\"");
        assertThat(get(issuer, "/graph.dot?focus=a&hops=0").body()).doesNotContain("\"b\"");
        assertThat(get(issuer, "/graph.dot?focus=nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void two_versions_make_a_coloured_picture_of_what_changed(RunningIssuer issuer) throws Exception {
        String dot = get(issuer, "/graph.dot?from=0").body();
        assertThat(dot.lines().filter(line -> line.contains("color="))).hasSize(6);
        assertThat(get(issuer, "/graph.dot?from=1&to=1").body()).doesNotContain("color=");
    }

    @Test
    void mermaid_is_available_on_request(RunningIssuer issuer) throws Exception {
        for (String path : new String[] {"/graph", "/graph.dot"}) {
            HttpResponse<String> answer = Answers.send(issuer.asAdmin(path).header("Accept", "text/vnd.mermaid"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("flowchart LR\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hops=x", "hops=-1", "hops=101", "to=1", "from=1&version=1", "from=x", "version=x", "from=1&to=x"
            })
    void malformed_parameters_are_named(String query, RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = get(issuer, "/graph.dot?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The query parameter");
    }

    private static HttpResponse<String> get(RunningIssuer issuer, String path) throws Exception {
        return Answers.send(issuer.asAdmin(path));
    }
}

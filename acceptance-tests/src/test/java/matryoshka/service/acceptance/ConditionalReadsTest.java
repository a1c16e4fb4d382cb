package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import matryoshka.service.testing.Complaints;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading by entity tag (RFC 9110 §13) works alike on every path that has one. */
@ExtendWith(SharedIssuer.class)
class ConditionalReadsTest {
    private static final List<String> MALFORMED = List.of(
            "17", "\"17", "17\"", "W/17", "w/\"17\"", "\"1\" \"2\"", "\"1\",", ",\"1\"", "*,\"1\"", "\"a b\"", "");

    private static RunningIssuer issuer;
    private static String list;

    @BeforeAll
    static void use_everything(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish("services: {cr-a: {scopes: {'cr-a:x': ''}}}");
        ServiceClient client = ServiceClient.registered(issuer, "cr-app", "cr-a:x");
        list = Revoking.payload(client.token("")).at("/status/status_list/uri").textValue();
        HttpResponse<String> registered = send(issuer.asAdmin("/issuers")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"name": "cr-acme", "issuer": "https://cr.example", "jwks_uri": "https://cr.example/jwks",
                         "audiences": ["us"], "types": ["jwt"]}""")));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
    }

    static Stream<String> paths() {
        return Stream.of(
                "/oauth2/jwks",
                "/openapi.json",
                list.substring(RunningIssuer.URL.length()),
                "/graph",
                "/graph.dot",
                "/graph/services/cr-a",
                "/graph/services/cr-a/egress",
                "/clients/cr-app",
                "/issuers/cr-acme");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_malformed_precondition_is_a_400_and_is_not_logged(String path) throws Exception {
        try (Complaints complaints = new Complaints()) {
            for (String header : List.of("If-Match", "If-None-Match")) {
                for (String malformed : MALFORMED) {
                    HttpResponse<String> answer = send(issuer.asAdmin(path).header(header, malformed));
                    assertProblem(answer, 400);
                    assertThat(answer.body()).contains(header);
                }
            }
            assertThat(complaints.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void an_unchanged_representation_is_not_sent_again(String path) throws Exception {
        HttpResponse<String> whole = send(issuer.asAdmin(path));
        String tag = whole.headers().firstValue("ETag").orElseThrow();

        for (String had : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            HttpResponse<String> answer = send(issuer.asAdmin(path).header("If-None-Match", had));
            assertThat(answer.statusCode()).as(had).isEqualTo(304);
            assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(send(issuer.asAdmin(path).header("If-None-Match", "\"other\""))
                        .body())
                .isEqualTo(whole.body());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void if_match_with_another_tag_is_refused(String path) throws Exception {
        String tag = send(issuer.asAdmin(path)).headers().firstValue("ETag").orElseThrow();

        for (String other : List.of("\"other\"", "W/" + tag)) {
            HttpResponse<String> answer = send(issuer.asAdmin(path).header("If-Match", other));
            assertProblem(answer, 412);
            assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
        }
        for (String same : List.of(tag, "\"other\"," + tag, "*")) {
            assertThat(send(issuer.asAdmin(path).header("If-Match", same)).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graph", "/graph/services/cr-a"})
    void a_tag_of_one_format_does_not_match_another_format(String path) throws Exception {
        List<String> types = path.equals("/graph")
                ? List.of("application/json", "application/yaml", "text/vnd.graphviz", "text/vnd.mermaid")
                : List.of("application/json", "application/yaml");
        Set<String> tags = new HashSet<>();
        for (String type : types) {
            HttpResponse<String> answer = send(issuer.asAdmin(path).header("Accept", type));
            String tag = answer.headers().firstValue("ETag").orElseThrow();
            for (String other : tags) {
                assertThat(send(issuer.asAdmin(path).header("Accept", type).header("If-None-Match", other))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(tags.add(tag)).as(tag).isTrue();
            // A tag of any format allows to change the resource.
            HttpResponse<String> changed = send(issuer.asAdmin("/graph?dry_run=true")
                    .header("Content-Type", "application/json")
                    .header("If-Match", tag)
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "text", "a/b/c", "*/*;q=x", ";", "application/json;charset=\"", "", "x/y, z"})
    void an_unsupported_content_type_is_a_415(String type) throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("grant_type=client_credentials");
        for (String path : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke")) {
            HttpResponse<String> answer =
                    send(issuer.to(path).header("Content-Type", type).POST(body));
            assertOAuthError(answer, 415, "invalid_request");
        }
        assertProblem(
                send(issuer.asAdmin("/clients").header("Content-Type", type).POST(body)), 415);
        assertThat(send(issuer.asAdmin("/graph").header("Content-Type", type)).statusCode())
                .isEqualTo(200);
    }
}

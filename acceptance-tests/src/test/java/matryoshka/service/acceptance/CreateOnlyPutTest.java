package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code If-None-Match} on changes (RFC 9110 §13.1.2): create, but never overwrite. It works alike on every path and is never ignored. */
@ExtendWith(SharedIssuer.class)
class CreateOnlyPutTest {
    private static final String NONE = "If-None-Match";
    private static final String MAILER = "/graph/services/co-mailer";
    private static final String OF_TEAM_A = "{scopes: {'co-mail:send': ''}, owners: [team-a]}";
    private static final String OF_TEAM_B = "{scopes: {'co-mail:send': ''}, owners: [team-b]}";

    private RunningIssuer issuer;
    private Caller admin;
    private long version;

    @BeforeEach
    void publish_a_graph(RunningIssuer shared) throws Exception {
        issuer = shared;
        admin = Caller.admin(issuer);
        version = issuer.publish("""
                services: {co-a: {scopes: {'co-a:x': ''}}, co-b: {scopes: {'co-b:x': ''}}}
                dependencies: {co-ab: {from: co-a, to: co-b, grants: ['co-b:x']}}
                """);
    }

    @Test
    void creating_an_existing_element_is_refused_and_changes_nothing() throws Exception {
        HttpResponse<String> first = admin.put(MAILER, OF_TEAM_A, NONE, "*");
        HttpResponse<String> second = admin.put(MAILER, OF_TEAM_B, NONE, "*");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertProblem(second, 412);
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(json(admin.get(MAILER)).get("owners").toString()).isEqualTo("[\"team-a\"]");
        assertThat(current()).isEqualTo(version + 1);
    }

    @Test
    void of_twenty_concurrent_creations_one_succeeds() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asking = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asking.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return admin.put(MAILER, OF_TEAM_A, NONE, "*");
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            }));
        }

        List<Integer> statuses = asking.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(statuses).hasSize(20).containsOnlyOnce(201).containsOnly(201, 412);
        assertThat(current()).isEqualTo(version + 1);
    }

    @Test
    void a_dry_run_answers_the_same() throws Exception {
        assertThat(admin.put(MAILER + "?dry_run=true", OF_TEAM_A, NONE, "*").statusCode())
                .isEqualTo(200);
        assertProblem(admin.put("/graph/services/co-a?dry_run=true", OF_TEAM_B, NONE, "*"), 412);
        assertProblem(admin.delete("/graph/services/co-a?dry_run=true", NONE, "*"), 412);
        assertThat(current()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /graph/services/co-a",
        "DELETE, /graph/services/co-a",
        "PUT, /graph/dependencies/co-ab",
        "DELETE, /graph/dependencies/co-ab",
        "PUT, /graph",
        "PATCH, /graph",
    })
    void if_none_match_with_an_asterisk_never_changes_an_existing_element(String method, String path) throws Exception {
        String tag = admin.get(path).headers().firstValue("ETag").orElseThrow();
        for (String condition : List.of("*", tag, "W/" + tag, "\"other\", " + tag, "\"" + version + "\"")) {
            // Only replacing the whole graph requires If-Match; with an asterisk it fails without.
            boolean isRequired = method.equals("PUT") && path.equals("/graph") && !condition.equals("*");
            assertProblem(admin.send(method, path, "application/yaml", "{}", NONE, condition), isRequired ? 428 : 412);
            assertProblem(admin.send(method, path, "application/yaml", "{}", NONE, condition, "If-Match", "*"), 412);
            assertProblem(admin.send(method, path, "application/yaml", "{}", NONE, condition, "If-Match", tag), 412);
        }
        assertThat(current()).isEqualTo(version);
    }

    @Test
    void both_preconditions_must_hold() throws Exception {
        String tag = admin.get("/graph").headers().firstValue("ETag").orElseThrow();
        String path = "/graph/services/co-a";

        assertProblem(admin.put(path, OF_TEAM_A, NONE, "\"other\"", "If-Match", "\"other\""), 412);
        assertThat(admin.put(path, "{scopes: {'co-a:x': 'X'}}", NONE, "\"other\"", "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        assertProblem(admin.put(MAILER, OF_TEAM_A, NONE, "*", "If-Match", "*"), 412);
        assertThat(current()).isEqualTo(version + 1);
    }

    @Test
    void if_match_with_an_asterisk_never_creates_an_element() throws Exception {
        assertProblem(admin.put(MAILER, OF_TEAM_A, "If-Match", "*"), 412);
        assertThat(current()).isEqualTo(version);
    }

    @Test
    void clients_are_neither_changed_nor_removed() throws Exception {
        issuer.register("co-client-" + version, "");
        String path = "/clients/co-client-" + version;
        String tag = admin.get(path).headers().firstValue("ETag").orElseThrow();

        assertUntouched(path, "{\"scope\": \"\", \"client_name\": \"other\"}", tag);
    }

    @Test
    void issuers_are_neither_changed_nor_removed() throws Exception {
        String name = "co-issuer-" + version;
        String terms = """
                {"name": "%1$s", "issuer": "https://%1$s.example", "jwks_uri": "https://%1$s.example/jwks",
                 "audiences": ["us"], "types": ["jwt"]}""".formatted(name);
        assertThat(admin.send("POST", "/issuers", "application/json", terms).statusCode())
                .isEqualTo(201);
        String path = "/issuers/" + name;

        assertUntouched(
                path, terms, admin.get(path).headers().firstValue("ETag").orElseThrow());
    }

    @Test
    void if_none_match_with_an_asterisk_creates_a_webhook_once() throws Exception {
        String path = "/webhooks/co-a";
        String url = "{\"url\": \"https://hooks.example/co\"}";
        assertThat(admin.send("PUT", path, "application/json", url, NONE, "*").statusCode())
                .isEqualTo(201);

        assertUntouched(path, url, admin.get(path).headers().firstValue("ETag").orElseThrow());
        assertProblem(admin.send("PUT", path, "application/json", url, "If-Match", "\"other\""), 412);
        assertProblem(admin.send("PUT", "/webhooks/co-b", "application/json", url, "If-Match", "*"), 412);
        assertProblem(admin.delete(path, "If-Match", "\"other\""), 412);
        assertThat(admin.delete(path, "If-Match", "*").statusCode()).isEqualTo(204);
    }

    private void assertUntouched(String path, String body, String tag) throws Exception {
        String before = admin.get(path).body();
        for (String condition : List.of("*", tag, "W/" + tag)) {
            assertProblem(admin.send("PUT", path, "application/json", body, NONE, condition), 412);
            assertProblem(admin.send("PUT", path, "application/json", body, NONE, condition, "If-Match", tag), 412);
            assertProblem(admin.delete(path, NONE, condition), 412);
        }
        assertThat(admin.get(path).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /clients",
        "POST, /issuers",
        "POST, /revocations",
        "POST, /graph/explain",
        "POST, /oauth2/token",
        "POST, /oauth2/introspect",
        "POST, /oauth2/revoke",
    })
    void a_precondition_is_refused_where_none_is_supported(String method, String path) throws Exception {
        String type = path.startsWith("/oauth2") ? "application/x-www-form-urlencoded" : "application/json";
        for (String header : List.of("If-Match", NONE, "If-Unmodified-Since")) {
            String value = header.equals("If-Unmodified-Since") ? "Fri, 27 Nov 2026 10:00:00 GMT" : "*";
            HttpResponse<String> answer = admin.send(method, path, type, "", header, value);
            assertThat(answer.statusCode()).as(header).isEqualTo(400);
            assertThat(answer.body()).contains(header);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients", "/issuers", "/webhooks", "/revocations", "/graph/versions"})
    void a_resource_without_an_entity_tag_is_read_if_the_precondition_holds(String path) throws Exception {
        assertThat(get(path, NONE, "\"17\"").statusCode()).isEqualTo(200);
        assertThat(get(path, "If-Match", "*").statusCode()).isEqualTo(200);
        assertProblem(get(path, "If-Match", "\"17\""), 412);
        assertProblem(get(path, NONE, "17"), 400);
        assertThat(get(path, NONE, "*").statusCode()).isEqualTo(304);
    }

    private HttpResponse<String> get(String path, String header, String value) throws Exception {
        return matryoshka.service.testing.Answers.send(issuer.asAdmin(path).header(header, value));
    }

    private long current() throws Exception {
        return json(admin.get("/graph/versions?limit=1"))
                .at("/versions/0/version")
                .longValue();
    }
}

package matryoshka.service;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static matryoshka.service.testing.Answers.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DropwizardExtensionsSupport.class)
class ProblemAnswersTest {
    static final DropwizardAppExtension<IssuerConfiguration> APP = ShellApplication.started();

    @Test
    void a_problem_has_its_violations_members_and_headers() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/failing/problem"));

        assertProblem(answer, 422);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"17\"");
        JsonNode problem = json(answer);
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("detail").textValue()).isEqualTo("Two rules are broken.");
        assertThat(problem.get("version").intValue()).isEqualTo(17);
        assertThat(problem.at("/violations/0/pointer").textValue()).isEqualTo("/services/a");
        assertThat(problem.at("/violations/0/rule").textValue()).isEqualTo("unknown-name");
    }

    @Test
    void absent_members_are_omitted() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/nowhere"));

        assertProblem(answer, 404);
        assertThat(json(answer).fieldNames()).toIterable().containsExactly("type", "title", "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "error", "unavailable"})
    void an_unexpected_error_shows_only_an_id(String how) throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/failing/" + how));

        assertProblem(answer, 500);
        assertThat(json(answer).get("error_id").textValue()).hasSize(36);
    }

    @Test
    void a_database_outage_says_when_to_retry() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/failing/database"));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void an_unsupported_method_lists_the_allowed_ones() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/failing/x").DELETE());

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET");
    }

    @Test
    void an_unavailable_media_type_is_not_acceptable() throws Exception {
        assertProblem(send(to(APP.getLocalPort(), "/failing/x").header("Accept", "image/png")), 406);
    }

    @ParameterizedTest
    @CsvSource({
        "version=x,400",
        "version=%ZZ,400",
        "version=99999999999,400",
        "other=%ZZ,200",
        "%,200",
        "version=%FF%FE,400",
        "other=%E0%A4,200",
        "&=&,200"
    })
    void a_malformed_query_is_a_client_error(String query, int status) throws Exception {
        assertThat(RawHttp.send(APP.getLocalPort(), RawHttp.get("/failing/x?" + query)))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"hush\"",
                "hush",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":1}",
                "{\"odd\":1}",
                "{\"counts\":{\"a\":1.5}}",
                "{\"counts\":{\"a\":1E400}}",
                "{\"counts\":{\"a\":\"1\"}}",
                "{} {}",
                "[]",
                "\"\""
            })
    void malformed_json_is_a_client_error(String body) throws Exception {
        assertProblem(put(body), 400);
    }

    @Test
    void a_wrong_value_is_reported_by_its_pointer_only() throws Exception {
        HttpResponse<String> answer = put("{\"counts\":{\"a/b\":\"hush\"}}");

        assertProblem(answer, 400);
        assertThat(json(answer).at("/violations/0/pointer").textValue()).isEqualTo("/counts/a~1b");
    }

    @Test
    void an_unknown_member_is_named() throws Exception {
        HttpResponse<String> answer = put("{\"nick\":1}");

        assertProblem(answer, 400);
        assertThat(json(answer).at("/violations/0/pointer").textValue()).isEqualTo("/nick");
        assertThat(json(answer).at("/violations/0/rule").textValue()).isEqualTo("unknown-member");
    }

    @Test
    void deep_json_is_refused() throws Exception {
        assertProblem(put("[".repeat(500)), 400);
    }

    @Test
    void another_content_type_is_refused() throws Exception {
        assertProblem(
                send(to(APP.getLocalPort(), "/failing")
                        .header("Content-Type", "text/csv")
                        .PUT(BodyPublishers.ofString("{}"))),
                415);
    }

    @Test
    void a_body_over_the_limit_is_refused_announced_or_not() throws Exception {
        String body = "{\"name\":\"" + "x".repeat(200_000) + "\"}";

        assertProblem(put(body), 413);
        assertProblem(
                send(to(APP.getLocalPort(), "/failing")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))),
                413);
    }

    @Test
    void a_compressed_body_is_refused_and_not_inflated() throws Exception {
        assertProblem(
                send(to(APP.getLocalPort(), "/failing")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .PUT(BodyPublishers.ofByteArray(new byte[] {31, -117, 8, 0}))),
                415);
    }

    @Test
    void an_endpoint_can_set_cache_control() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/failing/cacheable"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("max-age=60");
    }

    @Test
    void errors_of_the_admin_port_show_no_details() throws Exception {
        assertProblem(send(to(APP.getAdminPort(), "/nowhere")), 404);
    }

    private static HttpResponse<String> put(String body) throws Exception {
        return send(to(APP.getLocalPort(), "/failing")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }
}

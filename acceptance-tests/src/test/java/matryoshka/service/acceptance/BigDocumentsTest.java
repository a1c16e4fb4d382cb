package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that exceed the limits of the shipped configuration, or have more violations than anybody reads. */
@ExtendWith(SharedIssuer.class)
class BigDocumentsTest {
    @ParameterizedTest
    @CsvSource({
        "PUT, /graph?dry_run=true, application/json",
        "PATCH, /graph?dry_run=true, application/merge-patch+json",
        "PATCH, /graph?dry_run=true, application/merge-patch+yaml",
        "PATCH, /graph, application/merge-patch+json"
    })
    void reading_stops_at_the_limit_of_services(String method, String path, String type, RunningIssuer issuer)
            throws Exception {
        String services = joined(100_001, number -> "\"s" + number + "\": {}");
        HttpResponse<String> answer = send(issuer, method, path, type, "{\"services\": {" + services + "} never read");

        assertProblem(answer, 422);
        JsonNode violation = Answers.json(answer).at("/violations/0");
        assertThat(violation.get("pointer").textValue()).isEqualTo("/services");
        assertThat(violation.get("rule").textValue()).isEqualTo("too-many");
        assertThat(violation.get("message").textValue()).isEqualTo("A graph can have at most 100000 services.");
    }

    @Test
    void only_the_first_thousand_violations_are_reported(RunningIssuer issuer) throws Exception {
        String dependencies = joined(5_000, number -> String.format(Locale.ROOT, "\"d%05d\": {}", number));
        HttpResponse<String> answer = send(
                issuer,
                "PATCH",
                "/graph?dry_run=true",
                "application/merge-patch+json",
                "{\"dependencies\": {" + dependencies + "}}");

        assertProblem(answer, 422);
        JsonNode violations = Answers.json(answer).get("violations");
        assertThat(violations).hasSize(1_001);
        assertThat(violations.at("/0/pointer").textValue()).isEqualTo("/dependencies/d00000/from");
        assertThat(violations.at("/1000/rule").textValue()).isEqualTo("more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients", "/issuers", "/graph/explain"})
    void a_body_that_is_no_graph_must_be_small(String path, RunningIssuer issuer) throws Exception {
        String many = "{\"client_id\": \"big\", \"properties\": [" + joined(20_000, number -> "[]") + "]}";
        String wide = "{\"client_id\": \"big\", \"client_name\": \"" + " ".repeat(90_000) + "\""
                + (", \"properties\": \"" + "p".repeat(90_000) + "\"").repeat(12) + "}";

        assertProblem(send(issuer, "POST", path, "application/json", many), 413);
        assertProblem(send(issuer, "POST", path, "application/json", wide), 413);
    }

    private static HttpResponse<String> send(RunningIssuer issuer, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = issuer.asAdmin(path).header("Content-Type", type);
        return Answers.send(
                (path.startsWith("/graph?") || path.equals("/graph") ? request.header("If-Match", "*") : request)
                        .method(method, BodyPublishers.ofString(body)));
    }

    private static String joined(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(", "));
    }
}

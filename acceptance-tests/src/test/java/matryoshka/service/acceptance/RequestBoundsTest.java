package matryoshka.service.acceptance;

import static matryoshka.service.testing.RunningIssuer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The number of scopes and targets in a request is limited alike at every endpoint. */
@ExtendWith(SharedIssuer.class)
class RequestBoundsTest {
    private static final String TOO_MANY_SCOPES = "'scope' names more than 256 scopes.";
    private static final String TOO_MANY_TARGETS = "'audience' and 'resource' together have more than 16 values.";
    private static final Map<String, String> GRANTS = Map.of(
            "client_credentials",
            "",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "&subject_token=a.b.c&subject_token_type=" + encoded("urn:ietf:params:oauth:token-type:access_token"),
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "&assertion=a.b.c");

    @Test
    void every_grant_refuses_too_many_scopes_and_targets(RunningIssuer issuer) throws Exception {
        String secret = registered(issuer, "bounds-grants");
        for (Map.Entry<String, String> grant : GRANTS.entrySet()) {
            String form = "grant_type=" + encoded(grant.getKey()) + grant.getValue();

            assertError(
                    token(issuer, "bounds-grants", secret, form + "&scope=" + many(257, "+", number -> "s" + number)),
                    "invalid_scope",
                    TOO_MANY_SCOPES);
            assertError(
                    token(issuer, "bounds-grants", secret, form + "&" + many(17, "&", number -> "audience=a" + number)),
                    "invalid_target",
                    TOO_MANY_TARGETS);
            assertError(
                    token(
                            issuer,
                            "bounds-grants",
                            secret,
                            form + "&" + many(17, "&", number -> "resource=" + encoded("https://r" + number))),
                    "invalid_target",
                    TOO_MANY_TARGETS);
        }
    }

    @Test
    void the_preview_of_a_plan_refuses_them_too(RunningIssuer issuer) throws Exception {
        registered(issuer, "bounds-plan");
        for (String path : List.of("/graph/plan", "/graph/plan.dot")) {
            assertProblem(
                    issuer,
                    path + "?client_id=bounds-plan&scope=" + many(257, "+", number -> "s" + number),
                    "invalid_scope",
                    TOO_MANY_SCOPES);
            assertProblem(
                    issuer,
                    path + "?client_id=bounds-plan&" + many(17, "&", number -> "audience=a" + number),
                    "invalid_target",
                    TOO_MANY_TARGETS);
        }
    }

    private static String registered(RunningIssuer issuer, String client) throws IOException, InterruptedException {
        return Answers.json(Answers.send(issuer.asAdmin("/clients")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"client_id\": \"" + client + "\", \"grant_types\": [\""
                                + String.join("\", \"", GRANTS.keySet()) + "\"]}"))))
                .get("client_secret")
                .textValue();
    }

    private static HttpResponse<String> token(RunningIssuer issuer, String client, String secret, String form)
            throws IOException, InterruptedException {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Authorization", RunningIssuer.basic(client, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static void assertError(HttpResponse<String> answer, String error, String description) throws IOException {
        JsonNode body = Answers.json(answer);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body.get("error").textValue()).isEqualTo(error);
        assertThat(body.get("error_description").textValue()).isEqualTo(description);
    }

    private static void assertProblem(RunningIssuer issuer, String path, String error, String detail)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = Answers.send(issuer.asAdmin(path));
        JsonNode body = Answers.json(answer);
        assertThat(answer.statusCode()).as(path).isEqualTo(422);
        assertThat(body.get("error").textValue()).isEqualTo(error);
        assertThat(body.get("detail").textValue()).isEqualTo(detail);
    }

    private static String many(int count, String between, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
    }
}

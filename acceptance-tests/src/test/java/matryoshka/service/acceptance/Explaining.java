package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;

/**
 * A graph in which a client's token nests two levels, and questions about its tokens.
 *
 * @param reader may read the graph, and nothing else
 * @param author publishes besides the first admin
 * @param shopSecret of the client {@code shop}, which begins chains
 * @param serviceSecret of the client {@code a}, which is the service of that name
 */
record Explaining(RunningIssuer issuer, Caller reader, Caller author, String shopSecret, String serviceSecret) {
    static final String GRAPH = """
            services:
              a: {scopes: {'a:x': ''}}
              b: {scopes: {'b:x': '', 'b:y': ''}}
              c: {scopes: {'c:x': ''}}
              d: {scopes: {'d:x': ''}}
              e: {scopes: {'e:x': ''}}
            dependencies:
              ab: {from: a, to: b, grants: ['b:x']}
              ad: {from: a, to: d, grants: ['d:x']}
              ae: {from: a, to: e, grants: ['e:x'], sharing: exchange}
              bc: {from: b, to: c, grants: ['c:x']}
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Explaining on(RunningIssuer issuer) throws IOException, InterruptedException {
        issuer.publish(GRAPH);
        String shop = issuer.register("shop", "a:x");
        ObjectNode service = JSON.createObjectNode().put("client_id", "a").put("scope", "");
        service.putArray("grant_types").add("urn:ietf:params:oauth:grant-type:token-exchange");
        return new Explaining(
                issuer,
                Caller.registered(issuer, "reader", "graph:read"),
                Caller.registered(issuer, "author", "graph:read graph:write graph:publish-any"),
                shop,
                issuer.register(service));
    }

    String token() throws IOException, InterruptedException {
        return issuer.issued("shop", shopSecret, "");
    }

    /** Returns what the service {@code a} gets for a token of its own. */
    String exchanged(String token, String audience) throws IOException, InterruptedException {
        HttpResponse<String> answer = Answers.send(issuer.to("/oauth2/token")
                .header("Authorization", RunningIssuer.basic("a", serviceSecret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type="
                        + RunningIssuer.encoded("urn:ietf:params:oauth:grant-type:token-exchange")
                        + "&subject_token_type="
                        + RunningIssuer.encoded("urn:ietf:params:oauth:token-type:access_token")
                        + "&subject_token=" + token + "&audience=" + audience)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("access_token").textValue();
    }

    HttpResponse<String> ask(String token) throws IOException, InterruptedException {
        return reader.send(
                "POST",
                "/graph/explain",
                "application/json",
                JSON.createObjectNode().put("token", token).toString());
    }

    JsonNode explained(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** Publishes with a caller's token and returns the version. */
    long change(Caller who, String message, String yaml) throws IOException, InterruptedException {
        HttpResponse<String> answer = who.patch("/graph?message=" + RunningIssuer.encoded(message), yaml);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("version").longValue();
    }

    /** Returns each scope in an explanation with its depth and its dependencies. */
    static List<String> scopes(JsonNode explanation) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode scope : explanation.get("scopes")) {
            scopes.add(String.format(
                    Locale.ROOT,
                    "%d %s %s",
                    scope.path("nested").size(),
                    scope.get("scope").textValue(),
                    scope.get("requested").booleanValue()
                            ? "requested"
                            : scope.get("given_by").findValuesAsText("dependency")));
        }
        return scopes;
    }

    static List<Long> changes(JsonNode explanation) {
        List<Long> versions = new ArrayList<>();
        explanation
                .get("changes")
                .forEach(change -> versions.add(change.get("version").longValue()));
        return versions;
    }
}

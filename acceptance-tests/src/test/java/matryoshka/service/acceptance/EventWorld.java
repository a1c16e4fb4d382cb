package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.PlayedSubscriber;
import matryoshka.service.testing.RunningIssuer;

/** What tests of events share: a small graph, a token from it, and changes of it. */
final class EventWorld {
    static final String GRAPH = """
            services:
              a: {scopes: {'a:x': ''}}
              b: {audience: 'https://b.example', scopes: {'b:y': '', 'b:z': ''}}
            dependencies: {a-b: {from: a, to: b, grants: ['b:y']}}""";
    static final String MORE = "dependencies: {a-b: {grants: ['b:y', 'b:z']}}";
    static final String OTHER = "dependencies: {a-b: {grants: ['b:z']}}";

    private EventWorld() {}

    /** A token of a client that is registered for it; it embeds another one. */
    static String token(RunningIssuer issuer, String clientId) throws Exception {
        return issuer.issued(clientId, issuer.register(clientId, "a:x"), "");
    }

    /** Changes the graph and returns the version. */
    static long patch(RunningIssuer issuer, String yaml) throws Exception {
        return json(Caller.admin(issuer).patch("/graph?message=why", yaml))
                .get("version")
                .longValue();
    }

    static PlayedSubscriber listen(RunningIssuer issuer) throws Exception {
        return PlayedSubscriber.listen(issuer.asAdmin("/graph/events"));
    }

    /** Returns the introspection response for a client that may introspect every token. */
    static JsonNode introspected(RunningIssuer issuer, String secret, String token) throws Exception {
        HttpRequest.Builder request = issuer.to("/oauth2/introspect")
                .header("Authorization", RunningIssuer.basic("inspector", secret))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token)));
        return json(Answers.send(request));
    }
}

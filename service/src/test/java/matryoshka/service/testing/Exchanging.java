package matryoshka.service.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * A client that exchanges tokens.
 *
 * @param clientId its id; where it equals a service's name, it is that service
 * @param secret a secret of it
 */
public record Exchanging(String clientId, String secret) {
    public static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String TYPES = "urn:ietf:params:oauth:token-type:";

    /** Registers a service as a client that has no scopes of its own. */
    public static Exchanging register(RunningIssuer issuer, String service) throws IOException, InterruptedException {
        return register(issuer, new ObjectMapper().createObjectNode().put("client_id", service));
    }

    /** Registers a client of that metadata. */
    public static Exchanging register(RunningIssuer issuer, ObjectNode metadata)
            throws IOException, InterruptedException {
        metadata.putArray("grant_types")
                .add(GRANT)
                .add("client_credentials")
                .add("urn:ietf:params:oauth:grant-type:jwt-bearer");
        return new Exchanging(metadata.get("client_id").textValue(), issuer.register(metadata));
    }

    /** Exchanges a token of this issuer and returns the answer. */
    public HttpResponse<String> ask(RunningIssuer issuer, String token, String parameters)
            throws IOException, InterruptedException {
        return ask(issuer, token, "access_token", parameters);
    }

    public HttpResponse<String> ask(RunningIssuer issuer, String token, String type, String parameters)
            throws IOException, InterruptedException {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Authorization", basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(token, type, parameters))));
    }

    /** Returns the form that exchanges a token of a declared type. */
    public static String form(String token, String type, String parameters) {
        return "grant_type=" + RunningIssuer.encoded(GRANT) + "&subject_token=" + RunningIssuer.encoded(token)
                + "&subject_token_type=" + RunningIssuer.encoded(TYPES + type) + parameters;
    }

    /** As it authenticates. */
    public String basic() {
        return RunningIssuer.basic(clientId, secret);
    }

    /** The token that an exchange gives. */
    public String exchanged(RunningIssuer issuer, String token, String parameters)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(issuer, token, parameters);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return Answers.json(answer).get("access_token").textValue();
    }
}

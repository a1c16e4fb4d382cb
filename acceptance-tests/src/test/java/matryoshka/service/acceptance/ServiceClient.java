package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;

/**
 * A client that introspects and exchanges tokens; it is also a service if one has its name.
 *
 * @param issuer whom it asks
 * @param clientId its id
 * @param secret its secret
 */
record ServiceClient(RunningIssuer issuer, String clientId, String secret) {
    static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /** Registers one for both grants. */
    static ServiceClient registered(RunningIssuer issuer, String clientId, String scope)
            throws IOException, InterruptedException {
        return registered(
                issuer,
                new ObjectMapper().createObjectNode().put("client_id", clientId).put("scope", scope));
    }

    /** Registers one for both grants, with what else is said. */
    static ServiceClient registered(RunningIssuer issuer, ObjectNode metadata)
            throws IOException, InterruptedException {
        metadata.putArray("grant_types").add("client_credentials").add(EXCHANGE);
        return new ServiceClient(issuer, metadata.get("client_id").textValue(), issuer.register(metadata));
    }

    /** The same client at another issuer. */
    ServiceClient at(RunningIssuer other) {
        return new ServiceClient(other, clientId, secret);
    }

    /** A token of its own. */
    String token(String scope) throws IOException, InterruptedException {
        return issuer.issued(clientId, secret, scope);
    }

    /**
     * Exchanges a token and returns the answer.
     *
     * @param parameters to be added, with {@code &} before each
     */
    HttpResponse<String> exchange(String token, String parameters) throws IOException, InterruptedException {
        return exchange(
                "subject_token=" + RunningIssuer.encoded(token) + "&subject_token_type=" + ACCESS_TOKEN + parameters);
    }

    /** Sends an exchange with only these parameters. */
    HttpResponse<String> exchange(String parameters) throws IOException, InterruptedException {
        return Answers.send(
                form("/oauth2/token").POST(BodyPublishers.ofString("grant_type=" + EXCHANGE + "&" + parameters)));
    }

    /** The token that it gets for a token. */
    String exchanged(String token, String parameters) throws IOException, InterruptedException {
        HttpResponse<String> answer = exchange(token, parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Answers.json(answer).get("access_token").textValue();
    }

    /** The same, verified by who it is for. */
    OutsideToken exchanged(String token, String parameters, String audience) throws Exception {
        return OutsideToken.verified(exchanged(token, parameters), audience, "ES256", issuer.jwks());
    }

    /** Introspects a token and returns the answer. */
    HttpResponse<String> introspect(String form) throws IOException, InterruptedException {
        return Answers.send(form("/oauth2/introspect").POST(BodyPublishers.ofString(form)));
    }

    /** Returns the introspection response for a token. */
    JsonNode introspection(String token) throws IOException, InterruptedException {
        return introspection(token, "");
    }

    /**
     * Returns the introspection response for a token.
     *
     * @param parameters to be added, with {@code &} before each
     */
    JsonNode introspection(String token, String parameters) throws IOException, InterruptedException {
        HttpResponse<String> answer = introspect("token=" + RunningIssuer.encoded(token) + parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Answers.json(answer);
    }

    /** Returns whether a token is reported inactive, with no other member. */
    boolean seesDead(String token) throws IOException, InterruptedException {
        JsonNode told = introspection(token);
        boolean active = told.get("active").booleanValue();
        assertThat(active || told.size() == 1).isTrue();
        return !active;
    }

    /** A request with its credentials that takes a form. */
    HttpRequest.Builder form(String path) {
        return issuer.to(path)
                .header("Authorization", RunningIssuer.basic(clientId, secret))
                .header("Content-Type", "application/x-www-form-urlencoded");
    }
}

package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;

/**
 * A client that revokes.
 *
 * @param clientId its id
 * @param secret its secret
 */
record Revoking(String clientId, String secret) {

    static Revoking registered(RunningIssuer issuer, String clientId, String scope)
            throws IOException, InterruptedException {
        return new Revoking(clientId, issuer.register(clientId, scope));
    }

    HttpResponse<String> revoke(RunningIssuer issuer, String token) throws IOException, InterruptedException {
        return send(issuer, "token=" + RunningIssuer.encoded(token));
    }

    HttpResponse<String> send(RunningIssuer issuer, String form) throws IOException, InterruptedException {
        return Answers.send(issuer.to("/oauth2/revoke")
                .header("Authorization", RunningIssuer.basic(clientId, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /**
     * Returns whether an issuer calls a token active, by the answer to a client that may not revoke it (RFC 7009 §2.1); for
     * any other token there is nothing to do.
     */
    boolean seesAlive(RunningIssuer issuer, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = revoke(issuer, token);
        if (answer.statusCode() != 200 && answer.statusCode() != 400) {
            throw new AssertionError(answer.body());
        }
        return answer.statusCode() == 400;
    }

    String token(RunningIssuer issuer) throws IOException, InterruptedException {
        return issuer.issued(clientId, secret, "");
    }

    /** Returns a token and its embedded ones, from the outside in. */
    static List<String> tree(String token) throws IOException {
        List<String> tree = new ArrayList<>(List.of(token));
        for (JsonNode entry : NestedEntries.in(token)) {
            tree.addAll(tree(entry.get("token").textValue()));
        }
        return tree;
    }

    /** Returns the payload of a token without verification. */
    static JsonNode payload(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]));
    }

    /** The claims of a token for another one like it, with nothing in it. */
    static ObjectNode claims(String token, String jti) throws IOException {
        ObjectNode claims = (ObjectNode) payload(token);
        claims.remove("tokens");
        return claims.put("jti", jti);
    }
}

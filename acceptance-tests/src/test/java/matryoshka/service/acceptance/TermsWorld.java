package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.RunningIssuer;

/**
 * Three services and their clients, for tests that add the dependencies.
 *
 * @param web a client for {@code a:x} whose claims have exact numbers
 * @param a the service of that name
 * @param b the service of that name
 * @param goldSecret of the client {@code gold} for {@code a:x}, which has a property of that name
 */
record TermsWorld(RunningIssuer issuer, Exchanging web, Exchanging a, Exchanging b, String goldSecret) {
    static final String SERVICES = """
            services:
              a: {scopes: {'a:x': ''}}
              b: {scopes: {'b:x': '', 'b:y': ''}}
              c: {scopes: {'c:x': ''}}
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    static TermsWorld on(RunningIssuer issuer) throws Exception {
        issuer.publish(SERVICES);
        ObjectNode web = client("web");
        web.putObject("claims")
                .put("serial", new BigInteger("18446744073709551615"))
                .put("rate", new BigDecimal("0.1234567890123456789012"));
        ObjectNode gold = client("gold");
        gold.putObject("properties").put("gold", true);
        return new TermsWorld(
                issuer,
                Exchanging.register(issuer, web),
                Exchanging.register(issuer, "a"),
                Exchanging.register(issuer, "b"),
                issuer.register(gold));
    }

    private static ObjectNode client(String id) {
        return JSON.createObjectNode().put("client_id", id).put("scope", "a:x");
    }

    void publish(String dependencies) throws Exception {
        issuer.publish(SERVICES + "dependencies:\n" + dependencies);
    }

    /** A token of {@code web}. */
    String issued() throws Exception {
        return issued("");
    }

    String issued(String parameters) throws Exception {
        return token(issuer.token(web.clientId(), web.secret(), parameters));
    }

    /** A token of {@code gold}. */
    String gold() throws Exception {
        return token(issuer.token("gold", goldSecret, ""));
    }

    private static String token(HttpResponse<String> answer) throws Exception {
        return json(answer).get("access_token").textValue();
    }

    OutsideToken seen(String token, String audience) throws Exception {
        return OutsideToken.verified(token, audience, "ES256", issuer.jwks());
    }

    JsonNode introspected(Exchanging service, String token) throws Exception {
        return json(Answers.send(issuer.to("/oauth2/introspect")
                .header("Authorization", service.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token)))));
    }

    /** Returns the scopes of an issued token. */
    static String scope(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("scope").textValue();
    }

    /** Returns the signed payload, character by character. */
    static String payload(String token) {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    }
}

package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that publish their keys at a {@code jwks_uri} (RFC 7591 §2). */
class ClientKeysByUrlTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("trust.allowLoopback", "true"));

    @Test
    void a_client_authenticates_with_the_keys_that_it_publishes_and_rotates_them_by_itself(RunningIssuer issuer)
            throws Exception {
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        try (PlayedProvider client = PlayedProvider.start("https://batch.example")) {
            ObjectNode metadata = new ObjectMapper()
                    .createObjectNode()
                    .put("client_id", "batch")
                    .put("scope", "a:x");
            metadata.put("token_endpoint_auth_method", "private_key_jwt");
            issuer.register(metadata.put("jwks_uri", client.jwksUri().toString()));
            assertThat(issuer.read("/clients/batch").get("jwks_uri").textValue())
                    .isEqualTo(client.jwksUri().toString());
            assertThat(client.requests()).as("registration fetches nothing").isZero();

            assertThat(token(issuer, client, "first").statusCode()).isEqualTo(200);
            assertThat(token(issuer, client, "first").statusCode()).isEqualTo(200);
            assertThat(issuer.read("/clients/batch/keys").at("/keys/0/kid").textValue())
                    .isEqualTo("first");
            assertThat(client.requests()).isEqualTo(1);

            assertOAuthError(token(issuer, client, "invented"), 401, "invalid_client");
            String foreign = ClientKey.es256()
                    .signed(new LinkedHashMap<>(Map.of("alg", "ES256", "kid", "first")), ClientKey.claims("batch"));
            assertOAuthError(asserted(issuer, foreign), 401, "invalid_client");
            client.rotate("ES256", "second");
            HttpResponse<String> rotated = token(issuer, client, "second");
            // Invented ids have used up the fetches of this minute: unknown is not the same as wrong.
            assertThat(rotated.statusCode()).isIn(200, 503);
            assertThat(client.requests()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void where_the_keys_cannot_be_fetched_the_client_is_asked_to_try_again(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        PlayedProvider gone = PlayedProvider.start("https://gone.example");
        String uri = gone.jwksUri().toString();
        gone.close();
        ObjectNode metadata =
                new ObjectMapper().createObjectNode().put("client_id", "gone").put("scope", "a:x");
        issuer.register(
                metadata.put("token_endpoint_auth_method", "private_key_jwt").put("jwks_uri", uri));

        HttpResponse<String> answer = asserted(issuer, ClientKey.es256().assertion("gone"));

        assertOAuthError(answer, 503, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(issuer.read("/clients/gone/keys").get("failure").textValue())
                .isEqualTo("jwks_uri cannot be reached");
    }

    private static HttpResponse<String> token(RunningIssuer issuer, PlayedProvider client, String kid)
            throws Exception {
        Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "ES256", "kid", kid));
        return asserted(issuer, client.sign(header, ClientKey.claims("batch")));
    }

    private static HttpResponse<String> asserted(RunningIssuer issuer, String assertion) throws Exception {
        return send(issuer.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials" + RunningIssuer.asserting(assertion))));
    }
}

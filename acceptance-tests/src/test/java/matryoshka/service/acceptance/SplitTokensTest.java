package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients with {@code token_format: split} get the signature, and a gateway gets header and payload. */
@ExtendWith(SharedIssuer.class)
class SplitTokensTest {
    private static ServiceClient web;
    private static ServiceClient gateway;
    private static ServiceClient shop;

    private RunningIssuer issuer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services:
                  sp-shop: {scopes: {"sp-shop:order": ""}}
                  sp-pay: {scopes: {"sp-pay:charge": ""}}
                dependencies:
                  sp-1: {from: sp-shop, to: sp-pay, grants: ["sp-pay:charge"]}
                """);
        web = ServiceClient.registered(
                issuer,
                new ObjectMapper()
                        .createObjectNode()
                        .put("client_id", "sp-web")
                        .put("scope", "sp-shop:order")
                        .put("token_format", "split"));
        gateway = ServiceClient.registered(issuer, "sp-gateway", "tokens:introspect");
        shop = ServiceClient.registered(issuer, "sp-shop", "");
    }

    @BeforeEach
    void use(RunningIssuer shared) {
        issuer = shared;
    }

    @Test
    void the_client_gets_the_signature_and_the_gateway_the_rest() throws Exception {
        JsonNode answer = json(issuer.token(web.clientId(), web.secret(), ""));
        String signature = answer.get("access_token").textValue();

        HttpResponse<String> head = head(gateway, hash(signature));

        assertThat(signature).hasSize(86).doesNotContain(".");
        assertThat(answer.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(head.statusCode()).as(head.body()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(head.headers().firstValue("Cache-Control").orElseThrow()).matches("private, max-age=(29[0-9]|300)");
        OutsideToken token = OutsideToken.verified(head.body() + "." + signature, "sp-shop", "ES256", issuer.jwks());
        assertThat(token.scopes()).containsExactly("sp-shop:order");
        OutsideToken nested = OutsideToken.verified(
                token.entries().get(0).get("token").textValue(), "sp-pay", "ES256", issuer.jwks());
        assertThat(nested.text("client_id")).isEqualTo("sp-shop");
    }

    @Test
    void only_clients_that_may_introspect_get_it() throws Exception {
        String hash = hash(web.token(""));

        assertOAuthError(head(web, hash), 403, "access_denied");
        assertOAuthError(head(shop, hash), 403, "access_denied");
        assertOAuthError(head(new ServiceClient(issuer, "sp-gateway", "wrong"), hash), 401, "invalid_client");
        assertThat(Answers.send(issuer.to("/oauth2/split/" + hash)).statusCode())
                .isEqualTo(401);
        assertOAuthError(bearer(hash, "nonsense"), 401, "invalid_token");
        assertThat(bearer(hash, gateway.token("")).statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_hash_is_not_found() throws Exception {
        String hash = hash(web.token(""));
        for (String other : new String[] {hash("x"), "x", hash + "A", hash.substring(1)}) {
            assertThat(head(gateway, other).statusCode()).as(other).isEqualTo(404);
        }
    }

    @Test
    void a_revoked_one_is_not_given_out() throws Exception {
        String signature = web.token("");
        String token = head(gateway, hash(signature)).body() + "." + signature;

        assertThat(new Revoking(web.clientId(), web.secret())
                        .revoke(issuer, signature)
                        .statusCode())
                .isEqualTo(200);

        assertThat(head(gateway, hash(signature)).statusCode()).isEqualTo(404);
        assertThat(gateway.seesDead(token)).isTrue();
        assertThat(gateway.seesDead(signature)).isTrue();
    }

    @Test
    void a_service_introspects_and_exchanges_by_the_signature() throws Exception {
        String signature = web.token("");

        assertThat(shop.introspection(signature).get("scope").textValue()).isEqualTo("sp-shop:order");
        assertThat(shop.exchanged(signature, "&audience=sp-pay", "sp-pay").scopes())
                .containsExactly("sp-pay:charge");
        char last = signature.charAt(40) == 'A' ? 'B' : 'A';
        assertThat(shop.seesDead(signature.substring(0, 40) + last + signature.substring(41)))
                .isTrue();
    }

    private static HttpResponse<String> head(ServiceClient client, String hash) throws Exception {
        return Answers.send(client.issuer()
                .to("/oauth2/split/" + hash)
                .header("Authorization", RunningIssuer.basic(client.clientId(), client.secret())));
    }

    private HttpResponse<String> bearer(String hash, String token) throws Exception {
        return Answers.send(issuer.to("/oauth2/split/" + hash).header("Authorization", "Bearer " + token));
    }

    /** Names a split token at {@code /oauth2/split}. */
    static String hash(String signature) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(signature.getBytes(StandardCharsets.US_ASCII)));
    }
}

package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chains that begin for a user, with a token of a trusted issuer. */
@ExtendWith(SharedIssuer.class)
class ExternalChainsTest {
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final String GRAPH = """
            services:
              fc-shop: {scopes: {"fc-shop:order": "", "fc-shop:read": ""}}
              fc-pay: {scopes: {"fc-pay:charge": ""}}
            dependencies:
              fc-shop-pay: {from: fc-shop, to: fc-pay, grants: ["fc-pay:charge"], claims: {pass: [tier]}}
            """;

    private static PublicJsonWebKey key;
    private static ServiceClient web;
    private static ServiceClient shop;

    private RunningIssuer issuer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        key = PlayedKeys.make("ES256", "first");
        web = ServiceClient.registered(issuer, "fc-web", "fc-shop:order");
        shop = ServiceClient.registered(issuer, "fc-shop", "");
        HttpResponse<String> registered = Caller.admin(issuer)
                .send("POST", "/issuers", "application/json", """
                {"name": "fc-acme", "issuer": "https://acme.fc.example", "jwks": %s, "audiences": ["us"],
                 "types": ["jwt"], "clients": ["fc-web", "fc-app"], "claims": {"level": "tier", "email": "mail"}}
                """.formatted(new JsonWebKeySet(key).toJson()));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
    }

    @BeforeEach
    void trust_an_issuer(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
    }

    @Test
    void a_client_acts_for_the_user_with_what_it_has_registered() throws Exception {
        long exp = Instant.now().getEpochSecond() + 120;

        HttpResponse<String> answer = exchange(user("exp", exp), "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("issued_token_type").textValue()).isEqualTo(ServiceClient.ACCESS_TOKEN);
        OutsideToken token =
                OutsideToken.verified(json(answer).get("access_token").textValue(), "fc-shop", "ES256", issuer.jwks());
        assertThat(token.text("sub")).isEqualTo("fc-acme:user-1");
        assertThat(token.claim("act").toString()).isEqualTo("{\"sub\":\"fc-web\"}");
        assertThat(token.text("client_id")).isEqualTo("fc-web");
        assertThat(token.scopes()).containsExactly("fc-shop:order");
        assertThat(token.number("exp")).isLessThanOrEqualTo(exp);
        assertThat(token.text("tier")).isEqualTo("gold");
        assertThat(token.text("acr")).isEqualTo("2");
        OutsideToken embedded = OutsideToken.verified(
                token.entries().get(0).get("token").textValue(), "fc-pay", "ES256", issuer.jwks());
        assertThat(embedded.text("sub")).isEqualTo("fc-acme:user-1");
        assertThat(embedded.claim("act").toString()).isEqualTo("{\"sub\":\"fc-shop\",\"act\":{\"sub\":\"fc-web\"}}");
        assertThat(embedded.text("tier")).isEqualTo("gold");
        assertThat(embedded.claims().has("mail")).isFalse();
        assertThat(embedded.text("acr")).isEqualTo("2");
    }

    @Test
    void a_service_continues_the_users_chain() throws Exception {
        String begun = json(exchange(user("jti", "j1"), "")).get("access_token").textValue();

        OutsideToken charging = shop.exchanged(begun, "&audience=fc-pay", "fc-pay");

        assertThat(charging.text("sub")).isEqualTo("fc-acme:user-1");
        assertThat(charging.claim("act").toString()).isEqualTo("{\"sub\":\"fc-shop\",\"act\":{\"sub\":\"fc-web\"}}");
        assertThat(charging.text("txn"))
                .isEqualTo(Revoking.payload(begun).get("txn").textValue());
        assertThat(shop.introspection(begun).at("/graph/stale").booleanValue()).isFalse();
    }

    @Test
    void a_bound_subject_token_requires_proof_of_its_key() throws Exception {
        ClientKey client = ClientKey.es256();
        String bound = user("cnf", Map.of("jkt", client.thumbprint()));
        String form = Exchanging.form(bound, "jwt", "");
        String basic = RunningIssuer.basic(web.clientId(), web.secret());

        assertOAuthError(exchange(bound, ""), 400, "invalid_request");
        assertOAuthError(new Proving(issuer, ClientKey.es256()).ask(basic, form), 400, "invalid_request");

        OutsideToken token = OutsideToken.verified(
                new Proving(issuer, client).issued(basic, form), "fc-shop", "ES256", issuer.jwks());
        assertThat(token.claim("cnf").toString()).isEqualTo("{\"jkt\":\"" + client.thumbprint() + "\"}");
    }

    @Test
    void the_handle_of_a_user_chain_keeps_its_claims() throws Exception {
        ServiceClient app = ServiceClient.registered(
                issuer,
                new ObjectMapper()
                        .createObjectNode()
                        .put("client_id", "fc-app")
                        .put("scope", "fc-shop:order")
                        .put("token_format", "phantom"));
        String handle = json(app.exchange("subject_token=" + user("jti", "j9") + "&subject_token_type=" + JWT))
                .get("access_token")
                .textValue();

        HttpResponse<String> minted = Answers.send(shop.form("/oauth2/introspect")
                .header("Accept", "application/jwt")
                .POST(BodyPublishers.ofString("token=" + handle)));

        OutsideToken token = OutsideToken.verified(minted.body(), "fc-shop", "ES256", issuer.jwks());
        assertThat(handle).startsWith("mtkp_");
        assertThat(token.text("sub")).isEqualTo("fc-acme:user-1");
        assertThat(token.claim("act").toString()).isEqualTo("{\"sub\":\"fc-app\"}");
        assertThat(token.text("tier")).isEqualTo("gold");
        assertThat(token.text("mail")).isEqualTo("user@fc.example");
        assertThat(token.text("acr")).isEqualTo("2");
        OutsideToken embedded = OutsideToken.verified(
                token.entries().get(0).get("token").textValue(), "fc-pay", "ES256", issuer.jwks());
        assertThat(embedded.text("tier")).isEqualTo("gold");
        assertThat(embedded.claim("mail").isMissingNode()).isTrue();
    }

    @Test
    void a_client_gets_no_more_for_a_user_than_it_has_registered() throws Exception {
        assertOAuthError(exchange(user("scope", "fc-shop:read"), "&scope=fc-shop:read"), 400, "invalid_scope");
        assertOAuthError(exchange(user("jti", "j2"), "&audience=fc-pay"), 400, "invalid_scope");
        assertOAuthError(exchange(user("jti", "j4"), "&audience=nowhere"), 400, "invalid_target");
        assertOAuthError(exchange(user("exp", 1), ""), 400, "invalid_request");
        assertOAuthError(
                shop.exchange("subject_token=" + user("jti", "j3") + "&subject_token_type=" + JWT),
                400,
                "invalid_request");
        for (String issuer : List.of("https://else.example", "")) {
            assertOAuthError(exchange(user("iss", issuer), ""), 400, "invalid_request");
        }
    }

    private static HttpResponse<String> exchange(String token, String parameters) throws Exception {
        return web.exchange("subject_token=" + token + "&subject_token_type=" + JWT + parameters);
    }

    /** A valid token except for one claim. */
    private static String user(String claim, Object value) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "iss", "https://acme.fc.example",
                "sub", "user-1",
                "aud", "us",
                "iat", now,
                "exp", now + 120,
                "level", "gold",
                "email", "user@fc.example",
                "acr", "2"));
        claims.put(claim, value);
        return PlayedKeys.sign(key, Map.of("typ", "JWT"), claims);
    }
}

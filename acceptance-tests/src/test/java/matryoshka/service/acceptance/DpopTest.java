package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens bound to a client's key with DPoP (RFC 9449). */
@ExtendWith(SharedIssuer.class)
class DpopTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String GRANT = "grant_type=client_credentials";

    private RunningIssuer issuer;
    private String client;
    private String secret;

    @BeforeEach
    void register_a_client(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish("""
                services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}}
                dependencies: {e: {from: a, to: b, grants: ['b:x']}}
                """);
        client = "dpop-" + NUMBER.incrementAndGet();
        secret = issuer.register(client, "a:x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "Ed25519", "EdDSA", "PS256", "RS256"})
    void a_proof_binds_the_outer_token_to_its_key(String algorithm) throws Exception {
        ClientKey key = ClientKey.of(algorithm);

        HttpResponse<String> answer = asked(key.proof(proofClaims()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("token_type").textValue()).isEqualTo("DPoP");
        assertThat(nonce(answer)).isNotEmpty();
        OutsideToken outer =
                OutsideToken.verified(json(answer).get("access_token").textValue(), "a", "ES256", issuer.jwks());
        assertThat(outer.claim("cnf").toString()).isEqualTo("{\"jkt\":\"" + key.thumbprint() + "\"}");
        OutsideToken inner =
                OutsideToken.verified(outer.entries().get(0).get("token").textValue(), "b", "ES256", issuer.jwks());
        assertThat(inner.claim("cnf").isObject()).isFalse();
    }

    @Test
    void a_proof_made_by_the_nimbus_sdk_is_accepted() throws Exception {
        ClientKey key = ClientKey.es256();
        var factory = new DefaultDPoPProofFactory(JWK.parse(key.privateJwk()), JWSAlgorithm.ES256);
        URI endpoint = URI.create(RunningIssuer.URL + "/oauth2/token");

        HttpResponse<String> first =
                asked(factory.createDPoPJWT("POST", endpoint).serialize());
        assertNonceIsAskedFor(first);
        HttpResponse<String> second = asked(
                factory.createDPoPJWT("POST", endpoint, new Nonce(nonce(first))).serialize());

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
    }

    @Test
    void without_a_proof_a_token_is_a_bearer_token() throws Exception {
        HttpResponse<String> answer = issuer.token(client, secret, "");

        assertThat(json(answer).get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(answer.headers().firstValue("DPoP-Nonce")).isEmpty();
    }

    @Test
    void an_invented_nonce_is_not_accepted() throws Exception {
        Map<String, Object> claims = proofClaims();
        claims.put("nonce", "made-up");

        assertNonceIsAskedFor(asked(ClientKey.es256().proof(claims)));
    }

    @Test
    void replicas_accept_each_others_nonces_and_a_proof_once_between_them(Replicas replicas) throws Exception {
        String proof = ClientKey.es256().proof(proofClaims());
        Soon.holds(() -> replicas.second().token(client, secret, "").statusCode() == 200);

        assertThat(asked(replicas.second(), basic(), proof).statusCode()).isEqualTo(200);
        assertInvalid(asked(replicas.first(), basic(), proof));
        assertInvalid(asked(replicas.second(), basic(), proof));
    }

    @Test
    void of_many_uses_of_a_proof_one_succeeds() throws Exception {
        String proof = ClientKey.es256().proof(proofClaims());
        List<CompletableFuture<Integer>> asking = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asking.add(CompletableFuture.supplyAsync(() -> status(proof)));
        }

        assertThat(asking.stream().map(CompletableFuture::join))
                .containsOnlyOnce(200)
                .containsOnly(200, 400);
    }

    @Test
    void a_proof_for_another_request_is_refused() throws Exception {
        assertInvalid(claiming("htm", "GET"));
        assertInvalid(claiming("htu", "http://localhost:" + issuer.port() + "/oauth2/token"));
        assertInvalid(claiming("htu", RunningIssuer.URL + "/oauth2/introspect"));
        assertInvalid(claiming("iat", Instant.now().getEpochSecond() - 90));
        assertInvalid(claiming("iat", Instant.now().getEpochSecond() + 90));
        assertInvalid(claiming("iat", "now"));
        assertInvalid(claiming("jti", ""));
        assertInvalid(claiming("jti", "x".repeat(256)));
        assertThat(claiming("htu", RunningIssuer.URL + "/oauth2/token").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP://localhost:8080/oauth2/token",
                "http://LOCALHOST:8080/oauth2/token",
                "http://localhost:08080/oauth2/token",
                "http://localhost:8080/oauth2/%74oken",
                "http://localhost:8080/x/../oauth2/./token",
                "http://localhost:8080/oauth2/token?state=1",
                "http://localhost:8080/oauth2/token#part",
                "http://localhost:8080/oauth2/token?a=/../b#c?d"
            })
    void htu_is_compared_in_its_normal_form_and_without_a_query(String htu) throws Exception {
        assertThat(claiming("htu", htu).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:8080/oauth2/token",
                "http://localhost/oauth2/token",
                "http://localhost:80/oauth2/token",
                "http://localhost:8080/OAuth2/token",
                "http://localhost:8080/oauth2/token/",
                "http://localhost:8080/oauth2//token",
                "http://localhost:8080/oauth2%2Ftoken",
                "http://user@localhost:8080/oauth2/token",
                "http://localhost.:8080/oauth2/token",
                "http://localhost:8080?/oauth2/token",
                "//localhost:8080/oauth2/token",
                "/oauth2/token",
                "?",
                "#",
                ""
            })
    void htu_of_another_address_is_refused_in_any_spelling(String htu) throws Exception {
        assertInvalid(claiming("htu", htu));
    }

    @Test
    void a_proof_without_a_jti_or_a_time_is_refused() throws Exception {
        for (String claim : List.of("iat", "jti", "htm", "htu")) {
            Map<String, Object> claims = proofClaims();
            claims.put(claim, null);
            assertInvalid(asked(ClientKey.es256().proof(claims)));
            claims.remove(claim);
            assertInvalid(asked(ClientKey.es256().proof(claims)));
        }
    }

    @Test
    void a_proof_whose_header_or_claims_are_null_is_refused() throws Exception {
        ClientKey key = ClientKey.es256();
        assertInvalid(asked(key.signedTexts("null", "{}")));
        assertInvalid(asked(key.signedTexts("[]", "{}")));
        String header = new ObjectMapper()
                .writeValueAsString(Map.of("alg", "ES256", "typ", "dpop+jwt", "jwk", key.publicMembers()));
        for (String claims : List.of("null", "[]", "1", "")) {
            assertInvalid(asked(key.signedTexts(header, claims)));
        }
    }

    @Test
    void a_proof_in_another_form_is_refused() throws Exception {
        ClientKey key = ClientKey.es256();
        assertInvalid(heading(key, Map.of("typ", "JWT")));
        assertInvalid(heading(key, Map.of("jwk", ClientKey.es256().publicMembers())));
        assertInvalid(heading(key, Map.of("jwk", new ObjectMapper().readValue(key.privateJwk(), Map.class))));
        assertInvalid(heading(key, Map.of("crit", List.of("x"), "x", 1)));
        assertInvalid(heading(ClientKey.of("ES512"), Map.of()));
        for (Map<String, Object> elsewhere : List.<Map<String, Object>>of(
                Map.of("key_ops", List.of("encrypt")), Map.of("use", "enc"), Map.of("alg", "ES384"))) {
            Map<String, Object> jwk = key.publicMembers();
            jwk.putAll(elsewhere);
            assertInvalid(heading(key, Map.of("jwk", jwk)));
        }
        assertInvalid(asked(""));
        assertInvalid(asked("a.b.c"));
        assertInvalid(asked(ClientKey.joined("{\"alg\":\"none\",\"typ\":\"dpop+jwt\"}", "{}") + "."));
        assertThat(heading(key, Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_second_proof_is_refused() throws Exception {
        HttpResponse<String> answer = Answers.send(Proving.request(issuer, basic(), GRANT)
                .header("DPoP", ClientKey.es256().proof(proofClaims()))
                .header("DPoP", ClientKey.es256().proof(proofClaims())));

        assertInvalid(answer);
    }

    @Test
    void a_client_registered_for_bound_tokens_gets_no_others() throws Exception {
        String bound = client + "-bound";
        String itsSecret = issuer.register(new ObjectMapper()
                .createObjectNode()
                .put("client_id", bound)
                .put("scope", "a:x")
                .put("dpop_bound_access_tokens", true));

        assertOAuthError(issuer.token(bound, itsSecret, ""), 400, "invalid_dpop_proof");
        assertThat(asked(
                                issuer,
                                RunningIssuer.basic(bound, itsSecret),
                                ClientKey.es256().proof(proofClaims()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_unauthenticated_request_uses_up_neither_proof_nor_nonce() throws Exception {
        String proof = ClientKey.es256().proof(proofClaims());

        HttpResponse<String> refused = asked(issuer, RunningIssuer.basic(client, "wrong"), proof);

        assertOAuthError(refused, 401, "invalid_client");
        assertThat(nonce(refused)).isNotEmpty();
        assertThat(asked(proof).statusCode()).isEqualTo(200);
    }

    @Test
    void a_demand_for_a_nonce_does_not_use_up_the_assertion() throws Exception {
        ClientKey key = ClientKey.es256();
        client = client + "-asserting";
        issuer.register(key.registration(client, "a:x"));
        String form = GRANT + RunningIssuer.asserting(key.assertion(client));

        HttpResponse<String> first = Answers.send(form(form).header("DPoP", key.proof(ClientKey.proofClaims())));
        assertNonceIsAskedFor(first);
        Map<String, Object> claims = ClientKey.proofClaims();
        claims.put("nonce", nonce(first));

        assertThat(Answers.send(form(form).header("DPoP", key.proof(claims))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_admin_api_refuses_a_bound_token_as_a_bearer_token() throws Exception {
        String admin = client + "-admin";
        String itsSecret = issuer.register(admin, "graph:read");
        HttpResponse<String> answer = asked(
                issuer, RunningIssuer.basic(admin, itsSecret), ClientKey.es256().proof(proofClaims()));
        String token = json(answer).get("access_token").textValue();

        assertThat(Answers.send(issuer.to("/graph").header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Answers.send(issuer.to("/graph")
                                .header("Authorization", "Bearer " + issuer.issued(admin, itsSecret, "")))
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> claiming(String claim, Object value) throws Exception {
        Map<String, Object> claims = proofClaims();
        claims.put(claim, value);
        return asked(ClientKey.es256().proof(claims));
    }

    private HttpResponse<String> heading(ClientKey key, Map<String, Object> members) throws Exception {
        Map<String, Object> header = key.header();
        header.remove("kid");
        header.put("typ", "dpop+jwt");
        header.put("jwk", key.publicMembers());
        header.putAll(members);
        return asked(key.signed(header, proofClaims()));
    }

    private Map<String, Object> proofClaims() throws Exception {
        return Proving.claims(issuer);
    }

    private int status(String proof) {
        try {
            return asked(proof).statusCode();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private HttpResponse<String> asked(String proof) throws Exception {
        return asked(issuer, basic(), proof);
    }

    private static HttpResponse<String> asked(RunningIssuer issuer, String authorization, String proof)
            throws Exception {
        return Answers.send(Proving.request(issuer, authorization, GRANT).header("DPoP", proof));
    }

    private HttpRequest.Builder form(String form) {
        return issuer.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private String basic() {
        return RunningIssuer.basic(client, secret);
    }

    private static String nonce(HttpResponse<String> answer) {
        return answer.headers().firstValue("DPoP-Nonce").orElse("");
    }

    private static void assertNonceIsAskedFor(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 400, "use_dpop_nonce");
        assertThat(nonce(answer)).isNotEmpty();
    }

    private static void assertInvalid(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 400, "invalid_dpop_proof");
        assertThat(nonce(answer)).isNotEmpty();
    }
}

package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

/** Clients that authenticate by assertions they sign (RFC 7523). */
@ExtendWith(SharedIssuer.class)
class ClientAssertionsTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private RunningIssuer issuer;
    private String client;

    @BeforeEach
    void publish_the_graph(RunningIssuer shared) throws Exception {
        issuer = shared;
        client = "asserting-" + NUMBER.incrementAndGet();
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "EdDSA", "Ed25519", "PS256", "RS256"})
    void an_assertion_signed_with_a_registered_key_is_accepted(String algorithm) throws Exception {
        ClientKey key = registered(ClientKey.of(algorithm));

        HttpResponse<String> answer = asked(issuer, key.assertion(client));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token = json(answer).get("access_token").textValue();
        OutsideToken outer = OutsideToken.verified(token, "a", "ES256", issuer.jwks());
        assertThat(outer.claim("client_id").textValue()).isEqualTo(client);
        assertThat(outer.claim("cnf").isMissingNode() || outer.claim("cnf").isNull())
                .isTrue();
    }

    @Test
    void an_assertion_made_by_the_nimbus_sdk_is_accepted() throws Exception {
        ClientKey key = registered(ClientKey.es256());
        var claims = new JWTAuthenticationClaimsSet(new ClientID(client), new Audience(RunningIssuer.URL));
        var authentication = new PrivateKeyJWT(
                claims,
                JWSAlgorithm.ES256,
                JWK.parse(key.privateJwk()).toECKey().toPrivateKey(),
                "k",
                null);

        TokenResponse response = TokenResponse.parse(new TokenRequest.Builder(
                        URI.create("http://localhost:" + issuer.port() + "/oauth2/token"),
                        authentication,
                        new ClientCredentialsGrant())
                .scope(new Scope("a:x"))
                .build()
                .toHTTPRequest()
                .send());

        assertThat(response.indicatesSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "client-authentication+jwt", "application/client-authentication+jwt"})
    void an_assertion_may_have_a_type(String type) throws Exception {
        ClientKey key = registered(ClientKey.es256());

        assertThat(asked(issuer, typed(key, type)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "dpop+jwt", "logout+jwt", "client-authentication", ""})
    void a_jwt_of_another_type_is_refused_as_an_assertion(String type) throws Exception {
        ClientKey key = registered(ClientKey.es256());

        assertRefused(asked(issuer, typed(key, type)));
    }

    @Test
    void null_in_place_of_an_object_is_refused() throws Exception {
        ClientKey key = registered(ClientKey.es256());

        assertRefused(asked(issuer, key.signedTexts("null", "{}")));
        assertRefused(asked(issuer, key.signedTexts("{\"alg\":\"ES256\",\"kid\":\"k\"}", "null")));
    }

    @Test
    void the_issuer_is_the_sole_audience() throws Exception {
        ClientKey key = registered(ClientKey.es256());

        assertThat(asked(issuer, with(key, "aud", List.of(RunningIssuer.URL))).statusCode())
                .isEqualTo(200);
        assertRefused(asked(issuer, with(key, "aud", RunningIssuer.URL + "/oauth2/token")));
        assertRefused(asked(issuer, with(key, "aud", RunningIssuer.URL + "/")));
        assertRefused(asked(issuer, with(key, "aud", List.of(RunningIssuer.URL, "https://other.example"))));
        assertRefused(asked(issuer, with(key, "aud", List.of())));
        assertRefused(asked(issuer, with(key, "aud", List.of(1))));
    }

    @Test
    void an_assertion_is_used_once() throws Exception {
        ClientKey key = registered(ClientKey.es256());
        String assertion = key.assertion(client);

        assertThat(asked(issuer, assertion).statusCode()).isEqualTo(200);
        assertRefused(asked(issuer, assertion));
    }

    @Test
    void of_many_uses_of_an_assertion_at_two_replicas_one_succeeds(Replicas replicas) throws Exception {
        ClientKey key = registered(ClientKey.es256());
        Soon.holds(() -> asked(replicas.second(), key.assertion(client)).statusCode() == 200);

        for (int round = 0; round < 5; round++) {
            assertThat(statuses(replicas, key.assertion(client)))
                    .containsOnlyOnce(200)
                    .containsOnly(200, 401);
        }
    }

    private static List<Integer> statuses(Replicas replicas, String assertion) {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Integer>> asking = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RunningIssuer asked = i % 2 == 0 ? replicas.first() : replicas.second();
            asking.add(CompletableFuture.supplyAsync(() -> {
                try {
                    start.await();
                    return asked(asked, assertion).statusCode();
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            }));
        }
        start.countDown();
        return asking.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void two_clients_may_use_the_same_jti() throws Exception {
        ClientKey first = registered(ClientKey.es256());
        String jti = UUID.randomUUID().toString();
        assertThat(asked(issuer, with(first, "jti", jti)).statusCode()).isEqualTo(200);
        client = client + "-other";

        assertThat(asked(issuer, with(registered(ClientKey.es256()), "jti", jti))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_forged_assertion_does_not_use_up_the_genuine_one() throws Exception {
        ClientKey key = registered(ClientKey.es256());
        Map<String, Object> claims = ClientKey.claims(client);
        ClientKey forger = ClientKey.es256();

        assertRefused(asked(issuer, forger.signed(forger.header(), claims)));
        assertThat(asked(issuer, key.signed(key.header(), claims)).statusCode()).isEqualTo(200);
    }

    @Test
    void a_client_authenticates_only_with_its_registered_method() throws Exception {
        String secret = issuer.register(client, "a:x");
        ClientKey key = ClientKey.es256();

        assertRefused(asked(issuer, key.assertion(client)));
        assertThat(issuer.token(client, secret, "").statusCode()).isEqualTo(200);
    }

    private ClientKey registered(ClientKey key) throws Exception {
        assertThat(issuer.register(key.registration(client, "a:x"))).isEmpty();
        return key;
    }

    private String with(ClientKey key, String claim, Object value) {
        Map<String, Object> claims = ClientKey.claims(client);
        claims.put(claim, value);
        return key.signed(key.header(), claims);
    }

    private String typed(ClientKey key, String type) {
        Map<String, Object> header = key.header();
        header.put("typ", type);
        return key.signed(header, ClientKey.claims(client));
    }

    private static HttpResponse<String> asked(RunningIssuer issuer, String assertion) throws Exception {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials" + RunningIssuer.asserting(assertion))));
    }

    private static void assertRefused(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 401, "invalid_client");
        assertThat(json(answer).get("error_description").textValue()).isEqualTo("Client authentication failed.");
    }
}

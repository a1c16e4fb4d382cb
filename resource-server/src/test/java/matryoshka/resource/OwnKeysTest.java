package matryoshka.resource;

import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.PAYMENTS;
import static matryoshka.resource.Shop.missing;
import static matryoshka.resource.Shop.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import matryoshka.resource.NextHopToken.How;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedEndpoints.Request;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.token.CompactJws;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service does with keys of its own: it proves possession, and authenticates. */
class OwnKeysTest {
    private static final URI URL = URI.create("https://payments.shop.example/charges?x=1");
    private static final PlayedKey OWN = PlayedKey.generate();
    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_token_bound_to_this_services_key_is_presented_with_a_proof() {
        String token = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(PlayedToken.of(PAYMENTS, "orders", "payments:charge").boundToKey(OWN.thumbprint())));
        try (ResourceServer server = shop.orders().proofKey(OWN.jwk()).build();
                ResourceServer payments = shop.service("payments", PAYMENTS)
                        .proofNonces(new byte[16])
                        .build()) {
            NextHopToken next = present(server, token).tokenFor("payments");
            assertThat(next.needsProof()).isTrue();

            RefusedException refused = Shop.refusal(() -> payments.verify(presented(next.headers("POST", URL))));
            String nonce = String.join("", refused.headers().getOrDefault("DPoP-Nonce", List.of()));
            assertThat(payments.verify(presented(next.headers("POST", URL, nonce)))
                            .clientId())
                    .isEqualTo("orders");
        }
    }

    @Test
    void a_token_bound_to_another_key_is_not_handed_out() {
        String token = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(PlayedToken.of(PAYMENTS, "orders", "payments:charge").boundToKey(OWN.thumbprint())));
        try (ResourceServer none = shop.orders().build();
                ResourceServer other =
                        shop.orders().proofKey(PlayedKey.generate().jwk()).build()) {
            for (ResourceServer server : List.of(none, other)) {
                assertThat(missing(() -> present(server, token).tokenFor("payments"))
                                .reason())
                        .isEqualTo(Reason.NOT_CONFIGURED);
            }
        }
    }

    @Test
    void a_bound_token_is_exchanged_with_a_proof_and_the_issuers_nonce() throws Exception {
        List<String> proofs = new ArrayList<>();
        shop.issuer
                .exchange()
                .client("orders", "s")
                .offer("payments", PlayedToken.of(PAYMENTS, "orders").boundToKey(OWN.thumbprint()));
        shop.issuer.endpoints().answer("/oauth2/token", request -> {
            proofs.add(request.proof());
            return request.proof().isEmpty() || nonce(request.proof()) != null
                    ? shop.issuer.exchange().answer(request)
                    : new Answer(400, Map.of("DPoP-Nonce", "n1"), "{\"error\":\"use_dpop_nonce\"}");
        });
        PlayedKey client = PlayedKey.generate();
        String token = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop").boundToKey(client.thumbprint()));
        URI address = URI.create("http://127.0.0.1:" + shop.issuer.uri().getPort());
        try (ResourceServer server = shop.orders()
                .issuer(shop.issuer.uri(), address)
                .credentials(ClientCredentials.secret("orders", "s"))
                .proofKey(OWN.jwk())
                .build()) {
            ReceivedToken received = server.verify(PresentedToken.ofAuthorization(List.of("DPoP " + token))
                    .withProofs(List.of(client.proof("GET", URL.toString(), token, shop.clock.instant())), "GET", URL));

            NextHopToken next = received.tokenFor("payments");

            assertThat(next.how()).isEqualTo(How.EXCHANGED);
            assertThat(next.headers("POST", URL)).containsKey("DPoP");
            assertThat(proofs).hasSize(2);
            SignedJWT second = SignedJWT.parse(proofs.get(1));
            assertThat(second.getHeader().getJWK()).isEqualTo(OWN.jwk().toPublicJWK());
            assertThat(second.getJWTClaimsSet().getStringClaim("htu")).isEqualTo(shop.issuer.uri() + "/oauth2/token");
            assertThat(nonce(proofs.get(1))).isEqualTo("n1");
            assertThat(server.counts()).containsEntry(Count.EXCHANGES, 1L);
        }
    }

    @Test
    void a_service_can_authenticate_by_a_key_of_each_kind() throws Exception {
        for (JWK key : List.of(ec(), rsa(), ed25519())) {
            List<Request> sent = Collections.synchronizedList(new ArrayList<>());
            shop.issuer.endpoints().answer("/graph/services/orders/egress", request -> {
                sent.add(request);
                return new Answer(200, Map.of("ETag", "\"1\""), "{\"egress\":[]}");
            });
            try (ResourceServer server = shop.orders()
                    .credentials(ClientCredentials.privateKey("orders", key))
                    .build()) {
                assertThat(server.refresh()).isTrue();
                assertThat(server.refresh()).isTrue();
            }
            assertThat(sent)
                    .hasSizeGreaterThan(1)
                    .allMatch(request -> request.ifNoneMatch().isEmpty());
            assertThat(sent.get(0).method()).isEqualTo("POST");
            assertThat(sent.get(0).authorization()).isEmpty();
            assertAssertion(sent.get(0).body(), key);
        }
    }

    @Test
    void a_service_can_authenticate_by_its_certificate() {
        AtomicReference<String> body = new AtomicReference<>("");
        shop.issuer.endpoints().answer("/graph/services/orders/egress", request -> {
            body.set(request.body());
            return Answer.json(200, "{\"egress\":[]}");
        });
        try (ResourceServer server = shop.orders()
                .credentials(ClientCredentials.certificate("orders"))
                .build()) {
            assertThat(server.refresh()).isTrue();
        }
        assertThat(body.get()).isEqualTo("client_id=orders");
    }

    @Test
    void a_key_that_cannot_sign_is_refused_at_start_without_quoting_it() throws Exception {
        for (JWK key : List.of(
                ec().toPublicJWK(),
                new ECKeyGenerator(Curve.P_521).generate(),
                new OctetSequenceKeyGenerator(256).generate())) {
            assertThatThrownBy(() -> ClientCredentials.privateKey("orders", key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The key must be private: EC on P-256, Ed25519, or RSA.")
                    .hasNoCause();
        }
    }

    private void assertAssertion(String body, JWK key) throws Exception {
        Map<String, String> form = new HashMap<>();
        for (String parameter : body.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            form.put(pair[0], pair[1]);
        }
        assertThat(form)
                .containsEntry(
                        "client_assertion_type", "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer");
        String assertion = form.getOrDefault("client_assertion", "");
        SignedJWT jwt = SignedJWT.parse(assertion);
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("orders").isEqualTo(claims.getSubject());
        assertThat(claims.getAudience()).containsExactly(shop.issuer.uri().toString());
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("client-authentication+jwt");
        CompactJws jws = CompactJws.parse(assertion).orElseThrow();
        VerificationAlgorithm algorithm = VerificationAlgorithm.named(
                        jwt.getHeader().getAlgorithm().getName())
                .orElseThrow();
        assertThat(JwsPublicKey.of(key.toPublicJWK()).orElseThrow().hasSigned(jws, algorithm))
                .isTrue();
    }

    private static PresentedToken presented(Map<String, String> headers) {
        return PresentedToken.ofAuthorization(Collections.singletonList(headers.get("Authorization")))
                .withProofs(Collections.singletonList(headers.get("DPoP")), "POST", URL);
    }

    private static @Nullable String nonce(String proof) {
        try {
            return SignedJWT.parse(proof).getJWTClaimsSet().getStringClaim("nonce");
        } catch (ParseException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static JWK ec() throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    }

    private static JWK rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyID("k2")
                .build();
    }

    private static JWK ed25519() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new OctetKeyPair.Builder(Curve.Ed25519, last32(pair.getPublic().getEncoded()))
                .d(last32(pair.getPrivate().getEncoded()))
                .keyID("k3")
                .build();
    }

    private static Base64URL last32(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }
}

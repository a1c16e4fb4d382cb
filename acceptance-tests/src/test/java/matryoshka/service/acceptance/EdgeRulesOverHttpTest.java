package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.TokenRequest;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The effect of an edge's terms and of the holder's keys on tokens: claims, confirmation, confidentiality, lifetimes. */
@ExtendWith(IssuerExtension.class)
class EdgeRulesOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PlayedKey PROOF_KEY = PlayedKey.generate();
    private static final String GRAPH = """
            services:
              front:
                audience: https://front.example
                scopes: {front: "", quick: "", secret: ""}
                keys:
                  confirmation: {jkt: %s}
                  encryption: %s
              middle:
                audience: https://middle.example
                lifetime: PT4M
                scopes: {middle: ""}
              back:
                audience: https://back.example
                scopes: {back: ""}
            dependencies:
              front-middle:
                from: front
                to: middle
                requires: [front]
                grants: [middle]
                claims: {pass: [tier], set: {channel: web}}
              middle-back:
                from: middle
                to: back
                grants: [back]
              quick-back: {from: front, to: back, requires: [quick], grants: [back], lifetime: PT1M}
              secret-middle: {from: front, to: middle, requires: [secret], grants: [middle], confidential: true}
            """;

    private static EllipticCurveJsonWebKey holdersKey = key();
    private static String secret = "";

    @BeforeAll
    static void publish(RunningIssuer issuer) throws Exception {
        holdersKey.setKeyId("front-1");
        issuer.publish(GRAPH.formatted(PROOF_KEY.thumbprint(), holdersKey.toJson(OutputControlLevel.PUBLIC_ONLY)));
        ObjectNode client = JSON.createObjectNode().put("client_id", "app").put("scope", "front quick secret");
        client.putObject("claims").put("tier", "gold").put("note", "private");
        secret = issuer.register(client);
    }

    @Test
    void a_clients_claims_pass_only_edges_that_let_them(RunningIssuer issuer) throws Exception {
        OutsideToken outer = outer(issuer, "front");
        OutsideToken middle = embedded(issuer, outer, "https://middle.example");
        OutsideToken back = embedded(issuer, middle, "https://back.example");

        assertThat(custom(outer)).isEqualTo(Map.of("tier", "gold", "note", "private"));
        assertThat(custom(middle)).isEqualTo(Map.of("tier", "gold", "channel", "web"));
        assertThat(custom(back)).isEmpty();
    }

    @Test
    void a_token_is_bound_to_the_key_of_its_holder(RunningIssuer issuer) throws Exception {
        OutsideToken outer = outer(issuer, "front");
        OutsideToken middle = embedded(issuer, outer, "https://middle.example");

        assertThat(outer.claims().has("cnf")).isFalse();
        assertThat(middle.claim("cnf").toString()).isEqualTo("{\"jkt\":\"" + PROOF_KEY.thumbprint() + "\"}");
        assertThat(embedded(issuer, middle, "https://back.example").claims().has("cnf"))
                .isFalse();
    }

    @Test
    void the_shortest_lifetime_on_the_path_counts(RunningIssuer issuer) throws Exception {
        OutsideToken outer = outer(issuer, "front");
        OutsideToken middle = embedded(issuer, outer, "https://middle.example");

        assertThat(life(outer)).isEqualTo(300);
        assertThat(life(middle)).isEqualTo(240);
        assertThat(life(embedded(issuer, middle, "https://back.example"))).isEqualTo(240);
        assertThat(life(embedded(issuer, outer(issuer, "quick"), "https://back.example")))
                .isEqualTo(60);
    }

    @Test
    void a_confidential_token_is_readable_only_by_its_holder(RunningIssuer issuer) throws Exception {
        OutsideToken outer = outer(issuer, "secret");
        JsonNode entry = outer.entries().get(0);
        JsonWebEncryption sealed = new JsonWebEncryption();
        sealed.setCompactSerialization(entry.get("token").textValue());
        sealed.setKey(holdersKey.getPrivateKey());

        OutsideToken middle =
                OutsideToken.verified(sealed.getPayload(), "https://middle.example", "ES256", issuer.jwks());

        assertThat(entry.get("aud").textValue()).isEqualTo("https://middle.example");
        assertThat(sealed.getHeader("cty")).isEqualTo("JWT");
        assertThat(sealed.getHeader("zip")).isNull();
        assertThat(entry.get("holder").textValue()).isEqualTo("front");
        assertThat(sealed.getKeyIdHeaderValue()).isEqualTo("front-1");
        assertThat(middle.text("scope")).isEqualTo("middle");
        assertThat(middle.text("client_id")).isEqualTo("front");
        assertThat(middle.text("txn")).isEqualTo(outer.text("txn"));
    }

    @Test
    void the_library_opens_a_confidential_token_with_the_holders_key_only(RunningIssuer issuer) throws Exception {
        String outer = issuer.issued("app", secret, "secret");
        JWK own = JWK.parse(holdersKey.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        JWK another = new ECKeyGenerator(Curve.P_256).keyID("front-1").generate();
        try (ResourceServer front = front(issuer, own);
                ResourceServer thief = front(issuer, another)) {
            NextHopToken middle =
                    front.verify(PresentedToken.ofBearer(outer)).tokenFor(TokenRequest.to("https://middle.example"));

            assertThat(OutsideToken.verified(middle.value(), "https://middle.example", "ES256", issuer.jwks())
                            .text("scope"))
                    .isEqualTo("middle");
            ReceivedToken stolen = thief.verify(PresentedToken.ofBearer(outer));
            assertThatThrownBy(() -> stolen.tokenFor(TokenRequest.to("https://middle.example")))
                    .isInstanceOfSatisfying(
                            NoTokenException.class,
                            none -> assertThat(none.reason()).isEqualTo(NoTokenException.Reason.NOT_CONFIGURED));
        }
    }

    private static ResourceServer front(RunningIssuer issuer, JWK key) {
        return ResourceServer.builder()
                .issuer(URI.create(RunningIssuer.URL), URI.create("http://localhost:" + issuer.port()))
                .audience("https://front.example")
                .service("front")
                .callee("middle", "https://middle.example")
                .decryptionKey(key)
                .proofKey(PROOF_KEY.jwk())
                .build();
    }

    @Test
    void a_plan_marks_what_is_confidential_and_bounds_its_size(RunningIssuer issuer) throws Exception {
        JsonNode plan = issuer.read("/graph/plan?client_id=app&scope=secret");

        assertThat(plan.at("/plan/children/0/confidential").booleanValue()).isTrue();
        assertThat(plan.at("/plan/children/0/encrypted").booleanValue()).isTrue();
        assertThat(plan.get("bytes").intValue())
                .isGreaterThanOrEqualTo(issuer.issued("app", secret, "secret").length());
    }

    private static OutsideToken outer(RunningIssuer issuer, String scope) throws Exception {
        return OutsideToken.verified(
                issuer.issued("app", secret, scope), "https://front.example", "ES256", issuer.jwks());
    }

    private static OutsideToken embedded(RunningIssuer issuer, OutsideToken token, String audience) throws Exception {
        assertThat(token.entries()).hasSize(1);
        return OutsideToken.verified(token.entries().get(0).get("token").textValue(), audience, "ES256", issuer.jwks());
    }

    private static Map<String, Object> custom(OutsideToken token) {
        Map<String, Object> claims = JSON.convertValue(token.claims(), JSON.constructType(Map.class));
        claims.keySet().retainAll(Set.of("tier", "note", "channel"));
        return claims;
    }

    private static long life(OutsideToken token) {
        return token.number("exp") - token.number("iat");
    }

    private static EllipticCurveJsonWebKey key() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}

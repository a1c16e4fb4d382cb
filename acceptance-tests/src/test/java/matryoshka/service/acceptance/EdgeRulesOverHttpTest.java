package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
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
    private static final String GRAPH = """
            services:
              front:
                audience: https://front.example
                scopes: {front: "", quick: "", secret: ""}
                keys:
                  confirmation: {jkt: 0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I}
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
        issuer.publish(GRAPH.formatted(holdersKey.toJson(OutputControlLevel.PUBLIC_ONLY)));
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
        assertThat(middle.claim("cnf").toString())
                .isEqualTo("{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}");
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

package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** A service that verifies tokens with Spring Security, by the lines of docs/your-client.md and without them. */
@ExtendWith(SharedIssuer.class)
class SpringResourceServerTest {
    private static String token;

    @BeforeAll
    static void issue(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {srs-shop: {scopes: {'srs-shop:order': ''}}, srs-other: {}}");
        token = issuer.issued("srs-app", issuer.register("srs-app", "srs-shop:order"), "");
    }

    @Test
    void the_documented_decoder_verifies_tokens_for_its_audience_alone(RunningIssuer issuer) {
        Jwt jwt = documented(issuer, "srs-shop").decode(token);
        assertThat(jwt.getClaimAsString("scope")).isEqualTo("srs-shop:order");
        assertThat(jwt.getAudience()).containsExactly("srs-shop");
        assertThatThrownBy(() -> documented(issuer, "srs-other").decode(token))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("aud");
    }

    @Test
    void the_default_decoder_refuses_the_type(RunningIssuer issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys(issuer))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(RunningIssuer.URL));
        assertThatThrownBy(() -> decoder.decode(token))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("typ");
    }

    private static NimbusJwtDecoder documented(RunningIssuer issuer, String audience) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys(issuer))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                .issuer(RunningIssuer.URL)
                .audience(audience)
                .build());
        return decoder;
    }

    private static String keys(RunningIssuer issuer) {
        return "http://localhost:" + issuer.port() + "/oauth2/jwks";
    }
}

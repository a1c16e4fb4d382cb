package matryoshka.token;

import static matryoshka.token.Forged.CLAIMS;
import static matryoshka.token.Forged.KID;
import static matryoshka.token.Forged.assertRefused;
import static matryoshka.token.Forged.part;
import static matryoshka.token.Forged.signed;
import static matryoshka.token.Forged.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "application/at+jwt"})
    void a_signed_access_token_is_verified(String type) {
        String token = signed("{\"alg\":\"ES256\",\"typ\":\"%s\",\"kid\":\"%s\"}".formatted(type, KID), CLAIMS);

        assertThat(verify(token)).isInstanceOf(VerifiedToken.class);
    }

    @Test
    void no_type_no_key_and_critical_headers_are_refused() {
        assertRefused(signed("{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(KID), CLAIMS), TokenFlaw.WRONG_TYPE);
        assertRefused(part("{\"alg\":\"none\"}") + "." + part(CLAIMS) + ".", TokenFlaw.WRONG_TYPE);
        assertRefused(signed("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", CLAIMS), TokenFlaw.MALFORMED);
        assertRefused(
                signed("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"other\"}", CLAIMS), TokenFlaw.UNKNOWN_KEY);
        assertRefused(
                signed(
                        "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"crit\":[\"b64\"],\"b64\":true}"
                                .formatted(KID),
                        CLAIMS),
                TokenFlaw.CRITICAL_HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iss\":\"https://tokens.shop.example\"",
                "\"sub\":\"s\"",
                "\"aud\":\"a\"",
                "\"client_id\":\"c\"",
                "\"iat\":1795341600",
                "\"exp\":1795341900",
                "\"jti\":\"j\"",
                "\"txn\":\"t\"",
                "\"version\":1",
                "\"plan\":\"p\""
            })
    void a_required_claim_that_is_missing_or_of_another_type_is_refused(String claim) {
        String name = claim.substring(0, claim.indexOf(':'));
        for (String wrong :
                List.of("\"x\":1", name + ":null", name + ":1.5", name + ":true", name + ":{}", name + ":[]")) {
            assertRefused(signed(CLAIMS.replace(claim, wrong)), TokenFlaw.MALFORMED_CLAIMS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scope\":[\"a\"]", "\"act\":\"a\"", "\"act\":{}", "\"act\":{\"sub\":\"a\",\"act\":7}",
                        "\"tokens\":{}",
                "\"tokens\":[7]", "\"tokens\":[{\"aud\":\"a\"}]", "\"cnf\":{}", "\"amr\":\"pwd\"", "\"nbf\":\"now\"",
                "\"exchange\":[1]", "\"jti\":\"again\"", "\"auth_time\":9223372036854775808"
            })
    void an_optional_claim_of_another_type_is_refused(String claim) {
        assertRefused(signed("{" + claim + "," + CLAIMS.substring(1)), TokenFlaw.MALFORMED_CLAIMS);
    }

    @Test
    void another_issuers_token_is_refused() {
        assertRefused(signed(CLAIMS.replace("shop.example", "evil.example")), TokenFlaw.WRONG_ISSUER);
        assertRefused(signed(CLAIMS.replace("shop.example", "shop.example/")), TokenFlaw.WRONG_ISSUER);
    }

    @Test
    void a_token_lives_from_its_iat_until_just_before_its_exp() {
        Instant iat = Instant.ofEpochSecond(1_795_341_600);
        Instant exp = Instant.ofEpochSecond(1_795_341_900);

        assertThat(at(iat, 0)).isInstanceOf(VerifiedToken.class);
        assertThat(at(exp.minusMillis(1), 0)).isInstanceOf(VerifiedToken.class);
        assertThat(at(exp, 0)).isEqualTo(new Verification.Refused(TokenFlaw.EXPIRED));
        assertThat(at(iat.minusMillis(1), 0)).isEqualTo(new Verification.Refused(TokenFlaw.NOT_YET_VALID));
        assertThat(at(exp.plusSeconds(59), 60)).isInstanceOf(VerifiedToken.class);
        assertThat(at(exp.plusSeconds(60), 60)).isEqualTo(new Verification.Refused(TokenFlaw.EXPIRED));
        assertThat(at(iat.minusSeconds(61), 60)).isEqualTo(new Verification.Refused(TokenFlaw.NOT_YET_VALID));
        assertThatThrownBy(() -> new Expectations("i", Duration.ofSeconds(61), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertRefused(signed("{\"nbf\":1795341601," + CLAIMS.substring(1)), TokenFlaw.NOT_YET_VALID);
        assertRefused(signed(CLAIMS.replace("1795341900", "9223372036854775807")), TokenFlaw.MALFORMED_CLAIMS);
    }

    @Test
    void deeply_nested_and_odd_json_is_refused() {
        for (String json : List.of(
                "{\"a\":" + "[".repeat(7_000) + "]".repeat(7_000) + "}",
                "{\"act\":".repeat(1_000) + "{}" + "}".repeat(1_000),
                "{\"a\":1e999999999}",
                "{\"a\":" + "9".repeat(5_000) + "}",
                "{\"a\":\"\\ud800\"}",
                "")) {
            assertThat(verify(part(json) + "." + part(json) + ".AA")).isInstanceOf(Verification.Refused.class);
            assertThat(verify(signed(json))).isInstanceOf(Verification.Refused.class);
        }
    }

    private Verification at(Instant now, int skew) {
        return Fixtures.verifier(SigningAlgorithm.ES256, Duration.ofSeconds(skew), now)
                .verify(new UnverifiedToken(signed(CLAIMS)));
    }
}

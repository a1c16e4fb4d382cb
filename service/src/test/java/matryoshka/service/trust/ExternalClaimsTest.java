package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.service.testing.PlayedClock;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The requirements on the claims of external tokens, and what is copied from them. */
class ExternalClaimsTest {
    private final ExternalTokens tokens = new ExternalTokens();
    private final long now = tokens.now();

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void a_valid_token_gives_subject_login_and_expiry() {
        tokens.trust("['id_token']", ", 'claims': {'tier': 'customer_tier', 'limits': 'limits', 'none': 'none'}");
        String token = tokens.token(
                ExternalTokens.PLAIN,
                Map.of(
                        "tier",
                        "gold",
                        "limits",
                        Map.of("day", 1.50, "list", List.of(1, true)),
                        "auth_time",
                        now - 60,
                        "acr",
                        "high",
                        "amr",
                        List.of("pwd", "otp"),
                        "jti",
                        "their-id",
                        "scope",
                        "admin",
                        "act",
                        "x"));

        assertThat(tokens.verify(token, "id_token")).isInstanceOfSatisfying(ExternalSubject.class, subject -> {
            assertThat(subject.subject()).isEqualTo("acme:alice");
            assertThat(subject.claims())
                    .containsOnlyKeys("customer_tier", "limits")
                    .containsEntry("customer_tier", "gold");
            assertThat(subject.claims().get("limits")).hasToString("{day=1.5, list=[1, true]}");
            assertThat(subject.identity())
                    .isEqualTo(new IdentityClaims(BigDecimal.valueOf(now - 60), "high", List.of("pwd", "otp")));
            assertThat(subject.expiresAt()).isEqualTo(Instant.ofEpochSecond(now + 300));
            assertThat(subject.jti()).isEqualTo("their-id");
            assertThat(subject.toString()).doesNotContain("alice");
        });
    }

    @Test
    void only_the_subject_and_mapped_claims_are_copied() {
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("email", "a@b.example")), "id_token"))
                .isInstanceOfSatisfying(ExternalSubject.class, subject -> {
                    assertThat(subject.claims()).isEmpty();
                    assertThat(subject.identity()).isEqualTo(IdentityClaims.NONE);
                    assertThat(subject.jti()).isNull();
                });
    }

    @Test
    void a_bound_token_requires_proof_of_its_key() throws Exception {
        SubjectPresenter presenter =
                new SubjectPresenter("shop", Set.of(new Cnf("jkt", "x"), new Cnf("x5t#S256", "y")));

        for (Map<String, Object> proven : List.<Map<String, Object>>of(Map.of("jkt", "x"), Map.of("x5t#S256", "y"))) {
            String token = tokens.token(ExternalTokens.PLAIN, Map.of("cnf", proven));
            assertThat(tokens.verify(token, "jwt", presenter)).isInstanceOf(ExternalSubject.class);
        }
        for (Object unproven : List.of(
                Map.of("jkt", "y"), Map.of("jkt", 1), Map.of(), Map.of("jkt", "x", "kid", "1"), "x", List.of("jkt"))) {
            String token = tokens.token(ExternalTokens.PLAIN, Map.of("cnf", unproven));
            assertThat(tokens.verify(token, "jwt", presenter))
                    .as(unproven.toString())
                    .isEqualTo(ExternalTokens.refused(ExternalTokenError.BOUND));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000, 1700000000",
        "1700000000.5, 1700000000.5",
        "1700000000.123456, 1700000000.123456",
        "1700000000.1234564, 1700000000.123456",
        "1.7e9, 1700000000",
        "1700000000.0, 1700000000",
        "0, 0"
    })
    void the_time_of_the_login_is_kept_with_its_fraction(BigDecimal given, BigDecimal kept) {
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("auth_time", given)), "jwt"))
                .isInstanceOfSatisfying(
                        ExternalSubject.class,
                        subject -> assertThat(subject.identity().authTime()).isEqualTo(kept));
    }

    static List<Map.Entry<Map<String, Object>, ExternalTokenError>> badClaims() {
        long now = new PlayedClock().instant().getEpochSecond();
        return List.of(
                Map.entry(Map.of("exp", now), ExternalTokenError.EXPIRED),
                Map.entry(Map.of("exp", now + 0.9), ExternalTokenError.EXPIRED),
                Map.entry(Map.of("nbf", now + 61), ExternalTokenError.NOT_YET_VALID),
                Map.entry(Map.of("iat", now + 61), ExternalTokenError.NOT_YET_VALID),
                Map.entry(Map.of("exp", "tomorrow"), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("exp", -1), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("exp", 1e300), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("nbf", true), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("jti", 7), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("auth_time", now * 1_000), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("auth_time", -1), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("auth_time", 1e300), ExternalTokenError.MALFORMED_CLAIMS),
                Map.entry(Map.of("auth_time", now + 61), ExternalTokenError.NOT_YET_VALID),
                Map.entry(Map.of("aud", "other"), ExternalTokenError.WRONG_AUDIENCE),
                Map.entry(Map.of("aud", List.of()), ExternalTokenError.WRONG_AUDIENCE),
                Map.entry(Map.of("aud", List.of("us", 1)), ExternalTokenError.WRONG_AUDIENCE),
                Map.entry(Map.of("sub", ""), ExternalTokenError.BAD_SUBJECT),
                Map.entry(Map.of("sub", 1), ExternalTokenError.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a".repeat(256)), ExternalTokenError.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a\u202Eb"), ExternalTokenError.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a\nb"), ExternalTokenError.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a\u200Bb"), ExternalTokenError.BAD_SUBJECT),
                Map.entry(Map.of("may_act", Map.of("sub", "other")), ExternalTokenError.ANOTHER_ACTOR),
                Map.entry(Map.of("may_act", Map.of()), ExternalTokenError.ANOTHER_ACTOR),
                Map.entry(Map.of("may_act", "shop"), ExternalTokenError.ANOTHER_ACTOR),
                Map.entry(
                        Map.of("may_act", Map.of("sub", "shop", "iss", "https://x.example")),
                        ExternalTokenError.ANOTHER_ACTOR),
                Map.entry(Map.of("cnf", Map.of("jkt", "x")), ExternalTokenError.BOUND),
                Map.entry(Map.of("events", Map.of("logout", Map.of())), ExternalTokenError.NO_SUBJECT));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void an_invalid_claim_is_named(Map.Entry<Map<String, Object>, ExternalTokenError> bad) {
        assertThat(tokens.verify(
                        tokens.token(ExternalTokens.PLAIN, bad.getValue() == null ? Map.of() : bad.getKey()), "jwt"))
                .isEqualTo(ExternalTokens.refused(bad.getValue()));
    }

    @Test
    void values_at_the_limits_are_accepted() {
        List<Map<String, Object>> good = List.of(
                Map.of("exp", now + 1),
                Map.of("exp", now + 1.5),
                Map.of("nbf", now + 60),
                Map.of("iat", now + 60),
                Map.of("aud", List.of("other", "us")),
                Map.of("aud", "us-too"),
                Map.of("sub", "ü".repeat(255)),
                Map.of("sub", "auth0|a b 🪆"),
                Map.of("may_act", Map.of("sub", "shop")),
                Map.of("may_act", Map.of("sub", "shop", "iss", TestIssuers.OURS)));

        assertThat(good)
                .allSatisfy(claims -> assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, claims), "jwt"))
                        .isInstanceOf(ExternalSubject.class));
    }

    @ParameterizedTest
    @CsvSource({
        "jwt, exp, false",
        "jwt, sub, false",
        "jwt, aud, false",
        "jwt, iss, false",
        "jwt, iat, true",
        "id_token, iat, false",
        "access_token, iat, false"
    })
    void a_missing_required_claim_is_named(String type, String claim, boolean good) {
        Map<String, Object> claims = tokens.claims(Map.of());
        claims.remove(claim);
        Map<String, Object> header = Map.of("typ", type.equals("access_token") ? "at+jwt" : "JWT");

        assertThat(tokens.verify(tokens.provider.sign(header, claims), type) instanceof ExternalSubject)
                .isEqualTo(good);
    }

    @Test
    void unusable_mapped_claims_are_refused_and_login_claims_omitted() {
        tokens.trust("['jwt']", ", 'claims': {'a': 'a'}");

        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("a", "x".repeat(2_038))), "jwt"))
                .isInstanceOf(ExternalSubject.class);
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("a", "x".repeat(2_041))), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_CLAIMS));
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("a", "x\u0000")), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_CLAIMS));
        assertThat(tokens.verify(
                        tokens.token(ExternalTokens.PLAIN, Map.of("auth_time", "now", "acr", 1, "amr", "pwd")), "jwt"))
                .isInstanceOfSatisfying(
                        ExternalSubject.class,
                        subject -> assertThat(subject.identity()).isEqualTo(IdentityClaims.NONE));
    }
}

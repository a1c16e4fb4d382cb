package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.outbound.OutboundHttp;
import matryoshka.service.outbound.OutboundPolicy;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.token.IdentityClaims;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer whose keys are given with its registration; {@link IssuerKeysTest} has those that are fetched. */
class VerifyForeignTokenTest {
    private static final String TYPE = "urn:ietf:params:oauth:token-type:";
    private static final Map<String, Object> PLAIN = Map.of("typ", "JWT");

    private final PlayedProvider provider = PlayedProvider.start("https://provider.example/");
    private final PlayedClock clock = new PlayedClock();
    private final long now = clock.instant().getEpochSecond();
    private TrustRegistry trust = registry("['jwt', 'id_token', 'access_token']", "");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void a_good_token_says_who_how_and_until_when() {
        trust = registry("['id_token']", ", 'claims': {'tier': 'customer_tier', 'limits': 'limits', 'none': 'none'}");
        String token = token(
                PLAIN,
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

        assertThat(verify(token, "id_token")).isInstanceOfSatisfying(ForeignSubject.class, subject -> {
            assertThat(subject.subject()).isEqualTo("acme:alice");
            assertThat(subject.claims())
                    .containsOnlyKeys("customer_tier", "limits")
                    .containsEntry("customer_tier", "gold");
            assertThat(subject.claims().get("limits")).hasToString("{day=1.5, list=[1, true]}");
            assertThat(subject.identity()).isEqualTo(new IdentityClaims(now - 60, "high", List.of("pwd", "otp")));
            assertThat(subject.expiresAt()).isEqualTo(Instant.ofEpochSecond(now + 300));
            assertThat(subject.jti()).isEqualTo("their-id");
            assertThat(subject.toString()).doesNotContain("alice");
        });
    }

    @Test
    void nothing_but_the_subject_is_taken_over_unless_it_is_mapped() {
        assertThat(verify(token(PLAIN, Map.of("email", "a@b.example")), "id_token"))
                .isInstanceOfSatisfying(ForeignSubject.class, subject -> {
                    assertThat(subject.claims()).isEmpty();
                    assertThat(subject.identity()).isEqualTo(IdentityClaims.NONE);
                    assertThat(subject.jti()).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "RS256", "PS256"})
    void every_algorithm_verifies_and_none_other_than_signed(String algorithm) throws Exception {
        provider.rotate(algorithm, "k");
        trust = registry("['jwt']", "");
        String token = token(PLAIN, Map.of());

        assertThat(verify(token, "jwt")).isInstanceOf(ForeignSubject.class);
        assertThat(verify(tampered(token), "jwt")).isEqualTo(refused(ForeignFlaw.BAD_SIGNATURE));
        trust = registry("['jwt']", ", 'algorithms': ['" + (algorithm.equals("ES256") ? "RS256" : "ES256") + "']");
        assertThat(verify(token, "jwt")).isEqualTo(refused(ForeignFlaw.UNACCEPTED_ALGORITHM));
    }

    @Test
    void a_key_that_says_its_algorithm_verifies_no_other() throws Exception {
        provider.rotate("RS256", "k");
        trust = registry("['jwt']", "");

        assertThat(verify(token(Map.of("alg", "PS256"), Map.of()), "jwt")).isEqualTo(refused(ForeignFlaw.UNKNOWN_KEY));
    }

    @Test
    void a_key_that_does_not_say_verifies_what_its_type_can() throws Exception {
        provider.rotate("RS256", "k");
        provider.key().setAlgorithm(null);
        trust = registry("['jwt']", "");

        assertThat(verify(token(Map.of("alg", "PS256"), Map.of()), "jwt")).isInstanceOf(ForeignSubject.class);
        assertThat(verify(token(Map.of("alg", "RS256"), Map.of()), "jwt")).isInstanceOf(ForeignSubject.class);
    }

    @Test
    void a_token_without_kid_is_of_the_only_key() throws Exception {
        Map<String, Object> withoutKid = new HashMap<>(PLAIN);
        withoutKid.put("kid", null);
        String token = token(withoutKid, Map.of());

        assertThat(verify(token, "jwt")).isInstanceOf(ForeignSubject.class);
        provider.publish(provider.key(), PlayedProvider.key("ES256", "second"));
        trust = registry("['jwt']", "");
        assertThat(verify(token, "jwt")).isEqualTo(refused(ForeignFlaw.UNKNOWN_KEY));
    }

    @Test
    void a_key_of_the_same_name_is_not_the_same_key() throws Exception {
        PublicJsonWebKey forged = PlayedProvider.key("ES256", provider.key().getKeyId());

        assertThat(verify(PlayedProvider.sign(forged, PLAIN, claims(Map.of())), "jwt"))
                .isEqualTo(refused(ForeignFlaw.BAD_SIGNATURE));
        assertThat(verify(token(Map.of("kid", "other", "jku", provider.jwksUri().toString()), Map.of()), "jwt"))
                .isEqualTo(refused(ForeignFlaw.UNKNOWN_KEY));
        assertThat(provider.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "access_token, at+jwt, true",
        "access_token, application/at+jwt, true",
        "access_token, AT+JWT, true",
        "access_token, JWT, false",
        "access_token, , false",
        "id_token, JWT, true",
        "id_token, , true",
        "id_token, at+jwt, false",
        "id_token, logout+jwt, false",
        "jwt, JWT, true",
        "jwt, , true",
        "jwt, JOSE, true",
        "jwt, at+jwt, true",
        "jwt, dpop+jwt, false",
        "jwt, client-authentication+jwt, false",
        "jwt, secevent+jwt, false"
    })
    void a_token_is_presented_as_what_it_is(String as, String typ, boolean good) {
        Map<String, Object> header = typ == null ? Map.of() : Map.of("typ", typ);

        ForeignVerification verified = verify(token(header, Map.of()), as);

        if (good) {
            assertThat(verified).isInstanceOf(ForeignSubject.class);
        } else {
            assertThat(verified).isEqualTo(refused(ForeignFlaw.WRONG_TYPE));
        }
    }

    @Test
    void an_access_token_is_no_other_jwt_where_access_tokens_are_not_accepted() {
        trust = registry("['jwt']", "");

        assertThat(verify(token(Map.of("typ", "at+jwt"), Map.of()), "jwt")).isEqualTo(refused(ForeignFlaw.WRONG_TYPE));
        assertThat(verify(token(PLAIN, Map.of()), "id_token")).isEqualTo(refused(ForeignFlaw.UNACCEPTED_TYPE));
        assertThat(new VerifyForeignToken(TestIssuers.OURS, () -> trust, keys(), clock)
                        .verify(token(PLAIN, Map.of()), TYPE + "saml2", TestIssuers.client("shop")))
                .isEqualTo(refused(ForeignFlaw.UNKNOWN_TYPE));
    }

    @Test
    void only_an_issuer_that_is_trusted_for_the_caller_is_believed() {
        ForeignVerification.Refused untrusted = refused(ForeignFlaw.UNTRUSTED_ISSUER);
        String good = token(PLAIN, Map.of());

        assertThat(verify(good, "jwt", "stranger")).isEqualTo(untrusted);
        assertThat(verify(token(PLAIN, Map.of("iss", "https://provider.example")), "jwt"))
                .isEqualTo(untrusted);
        assertThat(verify(token(PLAIN, Map.of("iss", provider.jwksUri().toString())), "jwt"))
                .isEqualTo(untrusted);
        assertThat(verify(token(PLAIN, Map.of("iss", TestIssuers.OURS)), "jwt")).isEqualTo(untrusted);
        assertThat(verify(token(PLAIN, Map.of("iss", List.of(provider.issuer()))), "jwt"))
                .isEqualTo(untrusted);
        assertThat(provider.requests()).isZero();
    }

    static List<Map.Entry<Map<String, Object>, ForeignFlaw>> badClaims() {
        long now = new PlayedClock().instant().getEpochSecond();
        return List.of(
                Map.entry(Map.of("exp", now), ForeignFlaw.EXPIRED),
                Map.entry(Map.of("exp", now + 0.9), ForeignFlaw.EXPIRED),
                Map.entry(Map.of("nbf", now + 61), ForeignFlaw.NOT_YET_VALID),
                Map.entry(Map.of("iat", now + 61), ForeignFlaw.NOT_YET_VALID),
                Map.entry(Map.of("exp", "tomorrow"), ForeignFlaw.MALFORMED_CLAIMS),
                Map.entry(Map.of("exp", -1), ForeignFlaw.MALFORMED_CLAIMS),
                Map.entry(Map.of("exp", 1e300), ForeignFlaw.MALFORMED_CLAIMS),
                Map.entry(Map.of("nbf", true), ForeignFlaw.MALFORMED_CLAIMS),
                Map.entry(Map.of("jti", 7), ForeignFlaw.MALFORMED_CLAIMS),
                Map.entry(Map.of("aud", "other"), ForeignFlaw.WRONG_AUDIENCE),
                Map.entry(Map.of("aud", List.of()), ForeignFlaw.WRONG_AUDIENCE),
                Map.entry(Map.of("aud", List.of("us", 1)), ForeignFlaw.WRONG_AUDIENCE),
                Map.entry(Map.of("sub", ""), ForeignFlaw.BAD_SUBJECT),
                Map.entry(Map.of("sub", 1), ForeignFlaw.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a".repeat(256)), ForeignFlaw.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a\u202Eb"), ForeignFlaw.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a\nb"), ForeignFlaw.BAD_SUBJECT),
                Map.entry(Map.of("sub", "a\u200Bb"), ForeignFlaw.BAD_SUBJECT),
                Map.entry(Map.of("may_act", Map.of("sub", "other")), ForeignFlaw.ANOTHER_ACTOR),
                Map.entry(Map.of("may_act", Map.of()), ForeignFlaw.ANOTHER_ACTOR),
                Map.entry(Map.of("may_act", "shop"), ForeignFlaw.ANOTHER_ACTOR),
                Map.entry(
                        Map.of("may_act", Map.of("sub", "shop", "iss", "https://x.example")),
                        ForeignFlaw.ANOTHER_ACTOR),
                Map.entry(Map.of("cnf", Map.of("jkt", "x")), ForeignFlaw.BOUND),
                Map.entry(Map.of("events", Map.of("logout", Map.of())), ForeignFlaw.NO_SUBJECT));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void a_bad_claim_is_refused_by_its_name(Map.Entry<Map<String, Object>, ForeignFlaw> bad) {
        assertThat(verify(token(PLAIN, bad.getValue() == null ? Map.of() : bad.getKey()), "jwt"))
                .isEqualTo(refused(bad.getValue()));
    }

    @Test
    void what_is_just_within_bounds_is_accepted() {
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
                .allSatisfy(claims ->
                        assertThat(verify(token(PLAIN, claims), "jwt")).isInstanceOf(ForeignSubject.class));
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
    void a_claim_that_must_be_there_is_missed(String type, String claim, boolean good) {
        Map<String, Object> claims = claims(Map.of());
        claims.remove(claim);
        Map<String, Object> header = Map.of("typ", type.equals("access_token") ? "at+jwt" : "JWT");

        assertThat(verify(provider.sign(header, claims), type) instanceof ForeignSubject)
                .isEqualTo(good);
    }

    @Test
    void claims_that_cannot_be_taken_over_are_refused_and_those_about_the_login_left_out() {
        trust = registry("['jwt']", ", 'claims': {'a': 'a'}");

        assertThat(verify(token(PLAIN, Map.of("a", "x".repeat(2_038))), "jwt")).isInstanceOf(ForeignSubject.class);
        assertThat(verify(token(PLAIN, Map.of("a", "x".repeat(2_041))), "jwt"))
                .isEqualTo(refused(ForeignFlaw.BAD_CLAIMS));
        assertThat(verify(token(PLAIN, Map.of("a", "x\u0000")), "jwt")).isEqualTo(refused(ForeignFlaw.BAD_CLAIMS));
        assertThat(verify(token(PLAIN, Map.of("auth_time", "now", "acr", 1, "amr", "pwd")), "jwt"))
                .isInstanceOfSatisfying(
                        ForeignSubject.class,
                        subject -> assertThat(subject.identity()).isEqualTo(IdentityClaims.NONE));
    }

    @Test
    void a_header_is_read_strictly() {
        assertThat(verify(token(Map.of("crit", List.of("b64"), "b64", true), Map.of()), "jwt"))
                .isEqualTo(refused(ForeignFlaw.CRITICAL_HEADER));
        assertThat(verify(raw("{\"alg\":\"none\"}", ""), "jwt")).isEqualTo(refused(ForeignFlaw.UNACCEPTED_ALGORITHM));
        assertThat(verify(raw("{\"alg\":\"HS256\"}", "c2ln"), "jwt"))
                .isEqualTo(refused(ForeignFlaw.UNACCEPTED_ALGORITHM));
        assertThat(verify(raw("{\"alg\":[\"ES256\"]}", "c2ln"), "jwt"))
                .isEqualTo(refused(ForeignFlaw.UNACCEPTED_ALGORITHM));
        assertThat(verify(raw("{\"alg\":\"ES256\",\"kid\":7}", "c2ln"), "jwt"))
                .isEqualTo(refused(ForeignFlaw.MALFORMED));
        assertThat(verify(raw("{\"alg\":\"ES256\",\"typ\":7}", "c2ln"), "jwt"))
                .isEqualTo(refused(ForeignFlaw.WRONG_TYPE));
        assertThat(verify(raw("{\"alg\":\"ES256\",\"kid\":\"first\"}", ""), "jwt"))
                .isEqualTo(refused(ForeignFlaw.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b",
                "a.b.c",
                "a.b.c.d.e",
                "e30.e30.",
                "e30=.e30.e30",
                "e30. e30.e30",
                "\uD800.\u0000.x",
                "W10.W10.",
                "bnVsbA.bnVsbA.",
                "eyJhIjoxLCJhIjoyfQ.e30.AA",
                "e31.e30.AA"
            })
    void what_is_no_token_is_refused_and_never_thrown_upon(String garbage) {
        assertThat(verify(garbage, "jwt")).isInstanceOf(ForeignVerification.Refused.class);
    }

    @Test
    void a_token_without_end_is_not_read() {
        assertThat(verify("a".repeat(20_000), "jwt")).isEqualTo(refused(ForeignFlaw.TOO_LONG));
    }

    @Test
    void every_sentence_may_be_an_error_description() {
        assertThat(ForeignFlaw.values())
                .allSatisfy(flaw -> assertThat(flaw.sentence()).matches("[ !#-\\[\\]-~]+"));
    }

    private TrustRegistry registry(String types, String more) {
        return TestIssuers.registry("""
                {'name': 'acme', 'issuer': 'https://provider.example/', 'jwks': %s, 'audiences': ['us', 'us-too'],
                 'types': %s, 'clients': ['shop']%s}""".formatted(provider.jwks(), types, more));
    }

    private Map<String, Object> claims(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(
                Map.of("iss", provider.issuer(), "sub", "alice", "aud", "us", "iat", now, "exp", now + 300));
        claims.putAll(changes);
        return claims;
    }

    private String token(Map<String, Object> header, Map<String, Object> changes) {
        return provider.sign(header, claims(changes));
    }

    private ForeignVerification verify(String token, String type) {
        return verify(token, type, "shop");
    }

    private ForeignVerification verify(String token, String type, String client) {
        return new VerifyForeignToken(TestIssuers.OURS, () -> trust, keys(), clock)
                .verify(token, TYPE + type, TestIssuers.client(client));
    }

    private IssuerKeys keys() {
        return new IssuerKeys(new OutboundHttp(new OutboundPolicy(true, false)), clock);
    }

    private static ForeignVerification.Refused refused(ForeignFlaw flaw) {
        return new ForeignVerification.Refused(flaw);
    }

    /** With another payload under the same signature. */
    private static String tampered(String token) {
        String[] parts = token.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encoded(payload.replace("alice", "mallory")) + "." + parts[2];
    }

    private static String raw(String header, String signature) {
        return encoded(header) + "." + encoded("{\"iss\":\"https://provider.example/\"}") + "." + signature;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

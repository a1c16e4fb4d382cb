package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.PlayedKeys;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of an external token before its claims; fetched keys are in {@link IssuerKeysTest}. */
class VerifyExternalTokenTest {
    private final ExternalTokens tokens = new ExternalTokens();

    @AfterEach
    void close() {
        tokens.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "EdDSA", "RS256", "PS256"})
    void every_algorithm_verifies_and_none_other_than_signed(String algorithm) throws Exception {
        tokens.provider.rotate(algorithm, "k");
        tokens.trust("['jwt']", "");
        String token = tokens.token(ExternalTokens.PLAIN, Map.of());

        assertThat(tokens.verify(token, "jwt")).isInstanceOf(ExternalSubject.class);
        assertThat(tokens.verify(tampered(token), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_SIGNATURE));
        tokens.trust("['jwt']", ", 'algorithms': ['" + (algorithm.equals("ES256") ? "RS256" : "ES256") + "']");
        assertThat(tokens.verify(token, "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNACCEPTED_ALGORITHM));
    }

    @Test
    void a_key_that_says_its_algorithm_verifies_no_other() throws Exception {
        tokens.provider.rotate("RS256", "k");
        tokens.trust("['jwt']", "");

        assertThat(tokens.verify(tokens.token(Map.of("alg", "PS256"), Map.of()), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
    }

    @Test
    void a_key_that_does_not_say_verifies_what_its_type_can() throws Exception {
        tokens.provider.rotate("RS256", "k");
        tokens.provider.key().setAlgorithm(null);
        tokens.trust("['jwt']", "");

        assertThat(tokens.verify(tokens.token(Map.of("alg", "PS256"), Map.of()), "jwt"))
                .isInstanceOf(ExternalSubject.class);
        assertThat(tokens.verify(tokens.token(Map.of("alg", "RS256"), Map.of()), "jwt"))
                .isInstanceOf(ExternalSubject.class);
    }

    @Test
    void a_token_without_kid_is_of_the_only_key() throws Exception {
        Map<String, Object> withoutKid = new HashMap<>(ExternalTokens.PLAIN);
        withoutKid.put("kid", null);
        String token = tokens.token(withoutKid, Map.of());

        assertThat(tokens.verify(token, "jwt")).isInstanceOf(ExternalSubject.class);
        tokens.provider.publish(tokens.provider.key(), PlayedKeys.make("ES256", "second"));
        tokens.trust("['jwt']", "");
        assertThat(tokens.verify(token, "jwt")).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
    }

    @Test
    void a_key_of_the_same_name_is_not_the_same_key() throws Exception {
        PublicJsonWebKey forged = PlayedKeys.make("ES256", tokens.provider.key().getKeyId());

        assertThat(tokens.verify(PlayedKeys.sign(forged, ExternalTokens.PLAIN, tokens.claims(Map.of())), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_SIGNATURE));
        assertThat(tokens.verify(
                        tokens.token(
                                Map.of(
                                        "kid",
                                        "other",
                                        "jku",
                                        tokens.provider.jwksUri().toString()),
                                Map.of()),
                        "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        assertThat(tokens.provider.requests()).isZero();
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
    void a_token_must_be_presented_as_its_own_type(String as, String typ, boolean good) {
        Map<String, Object> header = typ == null ? Map.of() : Map.of("typ", typ);

        ExternalVerification verified = tokens.verify(tokens.token(header, Map.of()), as);

        if (good) {
            assertThat(verified).isInstanceOf(ExternalSubject.class);
        } else {
            assertThat(verified).isEqualTo(ExternalTokens.refused(ExternalTokenError.WRONG_TYPE));
        }
    }

    @Test
    void an_access_token_is_no_other_jwt_where_access_tokens_are_not_accepted() {
        tokens.trust("['jwt']", "");

        assertThat(tokens.verify(tokens.token(Map.of("typ", "at+jwt"), Map.of()), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.WRONG_TYPE));
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of()), "id_token"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNACCEPTED_TYPE));
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of()), "saml2"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_TYPE));
    }

    @Test
    void only_an_issuer_that_is_trusted_for_the_caller_is_accepted() {
        ExternalVerification.Refused untrusted = ExternalTokens.refused(ExternalTokenError.UNTRUSTED_ISSUER);
        String good = tokens.token(ExternalTokens.PLAIN, Map.of());

        assertThat(tokens.verify(good, "jwt", "stranger")).isEqualTo(untrusted);
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("iss", "https://provider.example")), "jwt"))
                .isEqualTo(untrusted);
        assertThat(tokens.verify(
                        tokens.token(
                                ExternalTokens.PLAIN,
                                Map.of("iss", tokens.provider.jwksUri().toString())),
                        "jwt"))
                .isEqualTo(untrusted);
        assertThat(tokens.verify(tokens.token(ExternalTokens.PLAIN, Map.of("iss", TestIssuers.OURS)), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.OURS));
        assertThat(tokens.verify(
                        tokens.token(ExternalTokens.PLAIN, Map.of("iss", List.of(tokens.provider.issuer()))), "jwt"))
                .isEqualTo(untrusted);
        assertThat(tokens.provider.requests()).isZero();
    }

    @Test
    void a_header_is_read_strictly() {
        assertThat(tokens.verify(tokens.token(Map.of("crit", List.of("b64"), "b64", true), Map.of()), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.CRITICAL_HEADER));
        assertThat(tokens.verify(raw("{\"alg\":\"none\"}", ""), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNACCEPTED_ALGORITHM));
        assertThat(tokens.verify(raw("{\"alg\":\"HS256\"}", "c2ln"), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNACCEPTED_ALGORITHM));
        assertThat(tokens.verify(raw("{\"alg\":[\"ES256\"]}", "c2ln"), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNACCEPTED_ALGORITHM));
        assertThat(tokens.verify(raw("{\"alg\":\"ES256\",\"kid\":7}", "c2ln"), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.MALFORMED));
        assertThat(tokens.verify(raw("{\"alg\":\"ES256\",\"typ\":7}", "c2ln"), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.WRONG_TYPE));
        assertThat(tokens.verify(raw("{\"alg\":\"ES256\",\"kid\":\"first\"}", ""), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_SIGNATURE));
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
    void a_malformed_token_is_refused_without_an_exception(String garbage) {
        assertThat(tokens.verify(garbage, "jwt")).isInstanceOf(ExternalVerification.Refused.class);
    }

    @Test
    void a_too_long_token_is_not_read() {
        assertThat(tokens.verify("a".repeat(20_000), "jwt"))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.TOO_LONG));
    }

    @Test
    void every_sentence_may_be_an_error_description() {
        assertThat(ExternalTokenError.values())
                .allSatisfy(flaw -> assertThat(flaw.sentence()).matches("[ !#-\\[\\]-~]+"));
    }

    /** With another payload under the same signature. */
    private static String tampered(String token) {
        String[] parts = token.split("\\.", -1);
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

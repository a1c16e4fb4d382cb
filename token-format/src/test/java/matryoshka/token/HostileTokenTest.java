package matryoshka.token;

import static matryoshka.token.Fixtures.NOW;
import static matryoshka.token.Fixtures.RANDOM;
import static matryoshka.token.Fixtures.VALUES;
import static matryoshka.token.Forged.CLAIMS;
import static matryoshka.token.Forged.KID;
import static matryoshka.token.Forged.assertRefused;
import static matryoshka.token.Forged.part;
import static matryoshka.token.Forged.signed;
import static matryoshka.token.Forged.text;
import static matryoshka.token.Forged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers hand in as a token. */
class HostileTokenTest {
    private static final SigningKey KEY = Fixtures.key(SigningAlgorithm.ES256);
    private static final String TOKEN = Fixtures.shop()
            .mint(VALUES, Fixtures.sealer(SigningAlgorithm.ES256))
            .outerToken();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c",
                "{}",
                "null",
                " ",
                "\u0000",
                "é.é.é",
                "W10.e30.AA",
                "W1sidHlwIiwiYXQrand0Il1d.e30.AA",
                "IiI.e30.AA",
                "e30=.e30=.AA==",
                "bm90IGpzb24.e30.AA"
            })
    void what_is_no_compact_jws_is_malformed(String token) {
        assertRefused(token, TokenFlaw.MALFORMED);
    }

    @Test
    void other_spellings_of_a_good_token_are_malformed() {
        int middle = TOKEN.length() / 2;
        assertRefused(TOKEN + "=", TokenFlaw.MALFORMED);
        assertRefused(TOKEN + "==", TokenFlaw.MALFORMED);
        assertRefused(TOKEN + "\n", TokenFlaw.MALFORMED);
        assertRefused(" " + TOKEN, TokenFlaw.MALFORMED);
        assertRefused(TOKEN.substring(0, middle) + "\r\n" + TOKEN.substring(middle), TokenFlaw.MALFORMED);
        assertRefused(TOKEN + ".", TokenFlaw.MALFORMED);
        // 64 bytes leave four bits of the last character over.
        assertRefused(TOKEN.substring(0, TOKEN.length() - 1) + nextLetter(TOKEN), TokenFlaw.MALFORMED);
    }

    private static char nextLetter(String token) {
        return (char) (token.charAt(token.length() - 1) + 1);
    }

    @Test
    void json_serialization_and_jwe_are_malformed() {
        String[] parts = TOKEN.split("\\.", -1);
        String json = "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
                .formatted(parts[0], parts[1], parts[2]);
        String jwe = new String(
                new TokenEncrypter(RANDOM)
                        .encrypt(
                                TOKEN.getBytes(StandardCharsets.US_ASCII),
                                RecipientTest.recipients().get(0)),
                StandardCharsets.US_ASCII);

        assertRefused(json, TokenFlaw.MALFORMED);
        assertRefused(jwe, TokenFlaw.MALFORMED);
    }

    @Test
    void a_huge_token_is_refused_unread() {
        assertRefused("a".repeat(5_000_000), TokenFlaw.TOO_LONG);
        assertRefused(".".repeat(20_000), TokenFlaw.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "ES384", "RS256", "es256"})
    void an_algorithm_other_than_the_keys_is_refused(String algorithm) {
        String token = signed("{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(algorithm, KID), CLAIMS);

        assertRefused(token, TokenFlaw.WRONG_ALGORITHM);
    }

    @Test
    void a_mac_with_the_public_key_is_refused() throws GeneralSecurityException {
        String input =
                part("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(KID)) + "." + part(CLAIMS);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.encodedPublic(), "HmacSHA256"));
        byte[] code = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));

        assertRefused(input + "." + part(code), TokenFlaw.WRONG_ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"JWT\"", "\"at+JWT\"", "\"\"", "null", "7", "\"client-authentication+jwt\""})
    void another_type_is_refused(String type) {
        assertRefused(
                signed("{\"alg\":\"ES256\",\"typ\":%s,\"kid\":\"%s\"}".formatted(type, KID), CLAIMS),
                TokenFlaw.WRONG_TYPE);
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_payload_breaks_the_signature(SigningAlgorithm algorithm) {
        String[] parts = Fixtures.shop()
                .mint(VALUES, Fixtures.sealer(algorithm))
                .outerToken()
                .split("\\.", -1);
        String changed = part(text(parts[1]).replace("orders:place", "orders:other"));

        Verification verification =
                Fixtures.verifier(algorithm).verify(new UnverifiedToken(parts[0] + "." + changed + "." + parts[2]));

        assertThat(verification).isEqualTo(new Verification.Refused(TokenFlaw.BAD_SIGNATURE));
    }

    @Test
    void an_embedded_token_cannot_be_swapped() {
        String[] parts = TOKEN.split("\\.", -1);
        ChainValues other = new ChainValues("other", "T2", "mallory", IdentityClaims.NONE, NOW, null);
        String foreign = Fixtures.embedded(Fixtures.verified(
                        SigningAlgorithm.ES256,
                        Fixtures.shop()
                                .mint(other, Fixtures.sealer(SigningAlgorithm.ES256))
                                .outerToken()))
                .get(1)
                .token()
                .compact();
        String own = Fixtures.embedded(Fixtures.verified(SigningAlgorithm.ES256, TOKEN))
                .get(1)
                .token()
                .compact();

        String swapped = part(text(parts[1]).replace(own, foreign));

        assertRefused(parts[0] + "." + swapped + "." + parts[2], TokenFlaw.BAD_SIGNATURE);
    }

    @Test
    void signatures_of_another_form_are_refused() throws GeneralSecurityException {
        String input = TOKEN.substring(0, TOKEN.lastIndexOf('.'));
        Signature der = Signature.getInstance("SHA256withECDSA");
        der.initSign(KEY.privateKey());
        der.update(input.getBytes(StandardCharsets.US_ASCII));

        assertRefused(input + "." + part(der.sign()), TokenFlaw.BAD_SIGNATURE);
        assertRefused(input + ".", TokenFlaw.BAD_SIGNATURE);
        assertRefused(input + "." + part(new byte[63]), TokenFlaw.BAD_SIGNATURE);
        assertRefused(input + "." + part(new byte[64]), TokenFlaw.BAD_SIGNATURE);
    }

    @Test
    void damaged_tokens_are_refused_and_never_an_exception() {
        Random random = new Random(5);
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + KID + "\"}";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder damaged = new StringBuilder(i % 2 == 0 ? TOKEN : header);
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(0x80));
            }
            String token = i % 2 == 0 ? damaged.toString() : part(damaged.toString()) + ".e30.AAAA";
            if (!token.equals(TOKEN)) {
                assertThat(verify(token)).isInstanceOf(Verification.Refused.class);
            }
        }
    }
}

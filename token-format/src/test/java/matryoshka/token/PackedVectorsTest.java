package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedVectorsTest {
    private static final Map<String, UnpackingFlaw> FLAWS = Map.of(
            "cut short", UnpackingFlaw.INCOMPLETE,
            "bytes after the end of the stream", UnpackingFlaw.TRAILING_BYTES,
            "not base64url", UnpackingFlaw.NOT_BASE64URL,
            "empty string", UnpackingFlaw.INCOMPLETE,
            "no line", UnpackingFlaw.NO_LINE,
            "a line without a signature", UnpackingFlaw.MALFORMED_LINE,
            "the last line has no line break", UnpackingFlaw.UNENDED_LINE,
            "64 MiB in 64 KB", UnpackingFlaw.TOO_LONG,
            "not UTF-8", UnpackingFlaw.NOT_UTF8);

    private static final TokenVerifier VERIFIER = new TokenVerifier(
            new Expectations("https://issuer.example", Duration.ZERO, 200_000),
            kid -> kid.equals("v1") ? Optional.of(PackedVectors.key()) : Optional.empty(),
            Fixtures.PROVIDER,
            Clock.fixed(Instant.ofEpochSecond(1_795_353_400), ZoneOffset.UTC));

    static List<PackedVectors.Vector> cases() {
        return PackedVectors.cases();
    }

    static List<PackedVectors.Vector> refused() {
        return PackedVectors.refused();
    }

    private static Unpacking unpack(String token) {
        return EmbeddedTokens.read(new UnverifiedToken(token));
    }

    private static Verification verify(String token) {
        return VERIFIER.verify(new UnverifiedToken(token));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_case_unpacks_byte_for_byte_and_verifies(PackedVectors.Vector vector) {
        List<EmbeddedToken> tokens = Fixtures.unpacked(unpack(vector.token()));

        assertThat(tokens).extracting(token -> token.token().compact()).containsExactlyElementsOf(vector.embedded());
        for (EmbeddedToken token : tokens) {
            boolean encrypted =
                    token.token().compact().chars().filter(c -> c == '.').count() == 4;
            if (!encrypted && verify(token.token().compact()) instanceof VerifiedToken verified) {
                assertThat(token.audiences()).isEqualTo(verified.audiences());
                assertThat(token.holder()).isEqualTo(verified.clientId());
            } else {
                assertThat(encrypted).isTrue();
                assertThat(token.audiences()).hasSize(1);
                assertThat(token.holder()).isNotEmpty();
            }
        }
        assertThat(verify(vector.token()))
                .isInstanceOfSatisfying(
                        VerifiedToken.class,
                        verified -> assertThat(Fixtures.embedded(verified)).isEqualTo(tokens));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void each_refusal_is_a_clear_error(PackedVectors.Vector vector) {
        Unpacking refused = new Unpacking.Refused(
                Optional.ofNullable(FLAWS.get(vector.name())).orElseThrow());

        assertThat(unpack(vector.token())).isEqualTo(refused);
        // Signed well, it is good for its own service all the same.
        assertThat(verify(vector.token()))
                .isInstanceOfSatisfying(
                        VerifiedToken.class,
                        verified -> assertThat(verified.embedded()).isEqualTo(refused));
    }

    /** It was packed with another dictionary, from which it takes nothing that differs: so it gives back what somebody signed, not less. */
    @Test
    void the_forgery_yields_nothing_that_was_not_signed() {
        String genuine = PackedVectors.cases().get(1).embedded().get(0);

        assertThat(Fixtures.unpacked(unpack(PackedVectors.forged().token())))
                .extracting(token -> token.token().compact())
                .containsExactly(genuine);
    }

    @Test
    void what_takes_something_from_a_forged_dictionary_does_not_verify() {
        String[] parts = PackedVectors.cases().get(1).token().split("\\.", -1);
        String forged = Forged.text(parts[1]).replaceFirst("\"sub\":\"shop\"", "\"sub\":\"root\"");

        List<EmbeddedToken> tokens = Fixtures.unpacked(unpack(parts[0] + '.' + Forged.part(forged) + '.' + parts[2]));

        assertThat(Forged.text(tokens.get(0).token().compact().split("\\.", -1)[1]))
                .contains("\"sub\":\"root\"");
        assertThat(verify(tokens.get(0).token().compact()))
                .isEqualTo(new Verification.Refused(TokenFlaw.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void our_own_packing_of_each_case_unpacks_to_the_same_and_is_as_short(PackedVectors.Vector vector) {
        String[] parts = vector.token().split("\\.", -1);
        String claims = Forged.text(parts[1]);
        int at = claims.lastIndexOf("\"tokens\":\"");
        if (at < 0) {
            return;
        }
        JsonBytes json = new JsonBytes();
        json.raw(claims.substring(0, at - 1).getBytes(StandardCharsets.UTF_8));
        List<TokensForm.Entry> entries = Fixtures.unpacked(unpack(vector.token())).stream()
                .map(PackedVectorsTest::entry)
                .toList();

        int packed = EmbeddingForm.PACKED.writer().claim().write(json, entries);

        assertThat(unpack(parts[0] + '.' + Forged.part(json.raw("}").toByteArray()) + '.' + parts[2]))
                .isEqualTo(unpack(vector.token()));
        // These were packed by zlib at its best.
        assertThat(packed).isLessThanOrEqualTo((claims.length() - at) * 101 / 100);
    }

    private static TokensForm.Entry entry(EmbeddedToken token) {
        String compact = token.token().compact();
        String[] parts = compact.split("\\.", -1);
        if (parts.length == 3) {
            String line = Forged.text(parts[1]) + ' ' + parts[2] + '\n';
            int length = line.getBytes(StandardCharsets.UTF_8).length;
            return new TokensForm.Entry(
                    line.getBytes(StandardCharsets.UTF_8), length - 1 - parts[2].length(), length - 1);
        }
        String line = compact + ' ' + token.audiences().get(0) + ' ' + token.holder() + '\n';
        return new TokensForm.Entry(line.getBytes(StandardCharsets.UTF_8));
    }
}

package matryoshka.token;

import static matryoshka.token.Forged.part;
import static matryoshka.token.PackedBy.CLAIMS;
import static matryoshka.token.PackedBy.ENCRYPTED;
import static matryoshka.token.PackedBy.SIGNED;
import static matryoshka.token.PackedBy.assertReads;
import static matryoshka.token.PackedBy.assertRefused;
import static matryoshka.token.PackedBy.deflated;
import static matryoshka.token.PackedBy.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed tokens as attackers write them. */
class EmbeddedTokensTest {
    @Test
    void signed_and_encrypted_lines_are_read() {
        assertThat(Fixtures.unpacked(read(PackedBy.zlib(SIGNED + ENCRYPTED))))
                .containsExactly(
                        new EmbeddedToken(
                                List.of("b"),
                                "a",
                                new UnverifiedToken(
                                        PackedBy.HEADER + '.' + part("{\"aud\":\"b\",\"client_id\":\"a\"}") + ".c2ln")),
                        new EmbeddedToken(List.of("b"), "a", new UnverifiedToken("e30..aXY.Y3Q.dGFn")));
    }

    @Test
    void plain_entries_are_read_too() {
        String entry = "{\"type\":\"t\",\"aud\":\"b\",\"token\":\"e30.e30.AA\"}";

        assertThat(Fixtures.unpacked(read(PackedBy.payload("{\"tokens\":[" + entry + "]}"))))
                .containsExactly(new EmbeddedToken(List.of("b"), null, new UnverifiedToken("e30.e30.AA")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "e30.e30", "e30..aXY.Y3Q.dGFn", "e30.bm90IGpzb24.AA", "e30.W10.AA", "e30=.e30=.AA"})
    void what_is_no_token_is_refused(String token) {
        assertRefused(token, UnpackingFlaw.NO_TOKEN);
    }

    @Test
    void a_claim_given_twice_is_refused() {
        String packed = part(deflated(SIGNED.getBytes(StandardCharsets.UTF_8), CLAIMS));
        assertRefused(PackedBy.token("{\"tokens\":\"" + packed + "\",", packed), UnpackingFlaw.NO_TOKEN);
        assertRefused(PackedBy.token("{\"tokens\":[],", packed), UnpackingFlaw.NO_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "7", "true", "[7]", "[[]]", "[{\"aud\":\"b\"}]", "[\"AwA\"]"})
    void tokens_of_another_type_are_refused(String value) {
        assertRefused(PackedBy.payload("{\"tokens\":" + value + "}"), UnpackingFlaw.NO_TOKENS);
    }

    @Test
    void a_claim_that_is_not_the_last_is_refused() {
        String packed = part(deflated(SIGNED.getBytes(StandardCharsets.UTF_8), CLAIMS));
        String member = "\"tokens\":\"" + packed + "\"";
        for (String json : List.of(
                CLAIMS + member + ",\"x\":1}",
                CLAIMS + member + " }",
                CLAIMS + member + "}\n",
                CLAIMS + "\"tokens\": \"" + packed + "\"}",
                CLAIMS + " " + member + "}",
                CLAIMS + "\"\\u0074okens\":\"" + packed + "\"}",
                CLAIMS + member + ",\"x\":{" + member + "}}",
                CLAIMS + member + ",\"x\\\"tokens\":\"" + packed + "\"}")) {
            assertRefused(PackedBy.payload(json), UnpackingFlaw.NOT_LAST);
        }
    }

    @Test
    void claims_inside_of_others_are_no_tokens() {
        assertReads(PackedBy.payload("{\"x\":{\"tokens\":\"AwA\"}}"), 0);
        assertReads(PackedBy.payload("{\"x\":\",\\\"tokens\\\":\\\"AwA\\\"}\"}"), 0);
        String claims = "{\"x\":{\"tokens\":\"AwA\"},\"y\":\"\\\"tokens\\\":\\\"\",";
        assertReads(PackedBy.token(claims, part(deflated(SIGNED.getBytes(StandardCharsets.UTF_8), claims))), 1);
    }

    @Test
    void other_spellings_of_base64url_are_refused() {
        byte[] deflated = deflated(SIGNED.getBytes(StandardCharsets.UTF_8), CLAIMS);
        String packed = part(deflated);
        for (String other : List.of(packed + "=", packed + "==", "+" + packed, packed + "/", packed + "\\n", "é")) {
            assertRefused(PackedBy.token(CLAIMS, other), UnpackingFlaw.NOT_BASE64URL);
        }
        // Bits left over: of one byte four, which must be zero.
        assertRefused(PackedBy.token(CLAIMS, "AB"), UnpackingFlaw.NOT_BASE64URL);
    }
}

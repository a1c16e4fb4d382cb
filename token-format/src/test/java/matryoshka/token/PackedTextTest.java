package matryoshka.token;

import static matryoshka.token.Forged.part;
import static matryoshka.token.PackedBy.CLAIMS;
import static matryoshka.token.PackedBy.ENCRYPTED;
import static matryoshka.token.PackedBy.SIGNED;
import static matryoshka.token.PackedBy.assertReads;
import static matryoshka.token.PackedBy.assertRefused;
import static matryoshka.token.PackedBy.deflated;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that were packed as they should not be. */
class PackedTextTest {
    @Test
    void a_stream_that_is_not_all_there_or_not_all_is_refused() {
        byte[] text = SIGNED.getBytes(StandardCharsets.UTF_8);
        byte[] whole = deflated(text, CLAIMS);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(PackedBy.token(CLAIMS, part(Arrays.copyOf(whole, length))), UnpackingFlaw.INCOMPLETE);
        }
        assertRefused(
                PackedBy.token(CLAIMS, part(deflated(text, CLAIMS, Deflater.SYNC_FLUSH))), UnpackingFlaw.INCOMPLETE);
        assertRefused(
                PackedBy.token(CLAIMS, part(Arrays.copyOf(whole, whole.length + 1))), UnpackingFlaw.TRAILING_BYTES);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.writeBytes(whole);
        twice.writeBytes(whole);
        assertRefused(PackedBy.token(CLAIMS, part(twice.toByteArray())), UnpackingFlaw.TRAILING_BYTES);
        // A block of the type that is none, and a match from before the dictionary.
        assertRefused(PackedBy.token(CLAIMS, part(new byte[] {7, 0, 0})), UnpackingFlaw.NO_DEFLATE);
        assertRefused(
                PackedBy.token("{", part(deflated(CLAIMS.getBytes(StandardCharsets.UTF_8), CLAIMS))),
                UnpackingFlaw.NO_DEFLATE);
    }

    @Test
    void no_text_is_longer_than_a_mebibyte() {
        String line = "{\"aud\":\"b\",\"client_id\":\"a\",\"x\":\"%s\"} c2ln\n";
        int rest = EmbeddedTokens.MAX_TEXT_BYTES - line.length() + 2;

        assertReads(PackedBy.zlib(line.formatted("x".repeat(rest))), 1);
        assertRefused(PackedBy.zlib(line.formatted("x".repeat(rest + 1))), UnpackingFlaw.TOO_LONG);
        assertRefused(PackedBy.zlib(" ".repeat(64 << 20)), UnpackingFlaw.TOO_LONG);
    }

    @Test
    void a_long_header_is_not_multiplied() {
        String header = part("{\"x\":\"" + "x".repeat(100_000) + "\"}");
        String token = PackedBy.zlib(SIGNED.repeat(10_000));

        assertReads(token, 10_000);
        assertRefused(header + token.substring(token.indexOf('.')), UnpackingFlaw.TOO_LONG);
    }

    @Test
    void a_dictionary_may_be_longer_than_the_window_of_deflate() {
        for (int length : new int[] {32_700, 32_768, 40_000, 100_000}) {
            String claims = CLAIMS + "\"x\":\"" + "y".repeat(length) + "\",\"aud\":\"b\",\"client_id\":\"a\",";
            claims = claims.replaceFirst("\"aud\":\"a\",\"client_id\":\"c\",", "");
            byte[] text = SIGNED.getBytes(StandardCharsets.UTF_8);

            assertReads(PackedBy.token(claims, part(deflated(text, claims))), 1);
        }
    }

    @Test
    void text_that_is_not_utf8_or_has_control_characters_is_refused() {
        for (int octet : new int[] {0x80, 0xC0, 0xE2, 0xF8, 0xFF}) {
            byte[] text = SIGNED.replace("b", "*").getBytes(StandardCharsets.UTF_8);
            text[SIGNED.indexOf('b')] = (byte) octet;
            assertRefused(PackedBy.token(CLAIMS, part(deflated(text, CLAIMS))), UnpackingFlaw.NOT_UTF8);
        }
        byte[] surrogate = "{\"aud\":\"___\",\"client_id\":\"a\"} c2ln\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, surrogate, 8, 3);
        assertRefused(PackedBy.token(CLAIMS, part(deflated(surrogate, CLAIMS))), UnpackingFlaw.NOT_UTF8);
        for (String text : List.of(
                SIGNED.replace("\n", "\r\n"),
                SIGNED.replace("{", "{\t"),
                SIGNED.replace("b", "\u0000"),
                "\r" + SIGNED)) {
            assertRefused(PackedBy.zlib(text), UnpackingFlaw.CONTROL_CHARACTER);
        }
    }

    @Test
    void text_without_whole_lines_is_refused() {
        assertRefused(PackedBy.zlib(""), UnpackingFlaw.NO_LINE);
        assertRefused(PackedBy.zlib(SIGNED.substring(0, SIGNED.length() - 1)), UnpackingFlaw.UNENDED_LINE);
        assertRefused(PackedBy.zlib(SIGNED + SIGNED + "{"), UnpackingFlaw.UNENDED_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "{} ",
                " {} c2ln",
                "{}  c2ln",
                "{} c2ln ",
                "{}c2ln",
                "{} c2ln=",
                "{} c2+n",
                "{} AB",
                "{\"aud\":\"b\",\"client_id\":\"a\"}",
                "{\"aud\":\"b c\"}",
                "c2ln",
                "c2ln {}",
                "b a e30..aXY.Y3Q.dGFn",
                "e30..aXY.Y3Q.dGFn",
                "e30..aXY.Y3Q.dGFn b",
                "e30..aXY.Y3Q.dGFn b a c",
                "e30..aXY.Y3Q.dGFn b ",
                "e30..aXY.Y3Q.dGFn  a",
                "e30..aXY.Y3Q.dGFn  b a",
                " e30..aXY.Y3Q.dGFn b a",
                "e30..aXY.Y3Q.dGFn b a ",
                "e30.e30.AA b a",
                "e30..aXY.Y3Q b a",
                "e30..aXY.Y3Q.dGFn. b a",
                "e30..aXY..dGFn b a",
                "..... b a",
                ".e30.aXY.Y3Q.dGFn b a",
                "e30..aXY=.Y3Q.dGFn b a",
                "e30..aXY.Y3R.dGFn b a",
                "é..aXY.Y3Q.dGFn b a"
            })
    void a_malformed_line_is_refused(String line) {
        assertRefused(PackedBy.zlib(line + "\n"), UnpackingFlaw.MALFORMED_LINE);
        assertRefused(PackedBy.zlib(SIGNED + line + "\n" + ENCRYPTED), UnpackingFlaw.MALFORMED_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"aud\":\"b\"}",
                "{\"client_id\":\"a\"}",
                "{\"aud\":7,\"client_id\":\"a\"}",
                "{not json}",
                "{\"aud\":[],\"client_id\":\"a\"}",
                "{\"aud\":\"b\",\"client_id\":\"\"}",
                "{\"aud\":\"b\",\"client_id\":[\"a\"]}",
                "{\"aud\":\"b\",\"aud\":\"c\",\"client_id\":\"a\"}",
                "{\"aud\":\"b\",\"client_id\":\"a\"}}"
            })
    void an_embedded_token_without_audience_or_holder_is_refused(String claims) {
        assertRefused(PackedBy.zlib(claims + " c2ln\n"), UnpackingFlaw.MALFORMED_CLAIMS);
    }

    @Test
    void json_that_is_hard_to_parse_is_refused() {
        for (String hard :
                List.of("[".repeat(500_000), "9".repeat(1_000_000), "{\"a\":".repeat(100_000), "1e999999999")) {
            assertRefused(
                    PackedBy.zlib("{\"aud\":\"b\",\"client_id\":\"a\",\"x\":" + hard + "} c2ln\n"),
                    UnpackingFlaw.MALFORMED_CLAIMS);
            assertRefused(PackedBy.payload("{\"x\":" + hard + "}"), UnpackingFlaw.NO_TOKEN);
        }
    }
}

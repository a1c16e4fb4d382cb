package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Packs by zlib what our writer would not pack. */
final class PackedBy {
    static final String HEADER = Forged.part("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k\"}");
    static final String CLAIMS = "{\"iss\":\"i\",\"sub\":\"s\",\"aud\":\"a\",\"client_id\":\"c\",";

    static final String SIGNED = "{\"aud\":\"b\",\"client_id\":\"a\"} c2ln\n";
    static final String ENCRYPTED = "e30..aXY.Y3Q.dGFn b a\n";

    private PackedBy() {}

    /** A token that packs a text, with a signature of nobody. */
    static String zlib(String text) {
        return token(CLAIMS, Forged.part(deflated(text.getBytes(StandardCharsets.UTF_8), CLAIMS)));
    }

    /** A token with any value of its last claim. */
    static String token(String claims, String packed) {
        return payload(claims + "\"tokens\":\"" + packed + "\"}");
    }

    static String payload(String json) {
        return HEADER + '.' + Forged.part(json) + ".AAAA";
    }

    static byte[] deflated(byte[] text, String dictionary) {
        return deflated(text, dictionary, Deflater.NO_FLUSH);
    }

    /** The last block is there only if nothing is flushed before. */
    static byte[] deflated(byte[] text, String dictionary, int flush) {
        Deflater deflater = new Deflater(9, true);
        deflater.setDictionary(dictionary.getBytes(StandardCharsets.UTF_8));
        deflater.setInput(text);
        if (flush == Deflater.NO_FLUSH) {
            deflater.finish();
        }
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        for (int length; (length = deflater.deflate(buffer, 0, buffer.length, flush)) > 0; ) {
            deflated.writeBytes(Arrays.copyOf(buffer, length));
        }
        deflater.end();
        return deflated.toByteArray();
    }

    static Unpacking read(String token) {
        return EmbeddedTokens.read(new UnverifiedToken(token));
    }

    static void assertRefused(String token, UnpackingFlaw flaw) {
        assertThat(read(token)).isEqualTo(new Unpacking.Refused(flaw));
    }

    static void assertReads(String token, int tokens) {
        assertThat(Fixtures.unpacked(read(token))).hasSize(tokens);
    }
}

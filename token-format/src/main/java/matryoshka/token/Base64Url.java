package matryoshka.token;

import java.util.Base64;
import java.util.Optional;

/** Canonical base64url (RFC 4648 §5) as JOSE requires it: no padding, no line breaks, no bits left over. */
final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    /** Decodes bytes; empty for any other spelling. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] decoded = DECODER.decode(text);
            return ENCODER.encodeToString(decoded).equals(text) ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException otherAlphabet) {
            return Optional.empty();
        }
    }

    static byte[] encode(byte[] bytes) {
        return ENCODER.encode(bytes);
    }

    static String encodeToString(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Returns the length of this many bytes in base64url. */
    static long length(long bytes) {
        return (bytes * 4 + 2) / 3;
    }
}

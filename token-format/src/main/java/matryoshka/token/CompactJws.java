package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The three parts of a compact JWS (RFC 7515 §7.1), decoded, and the signed input. Strict: base64url without padding or line breaks and
 * with no bits left over, so that a token has only one spelling.
 */
final class CompactJws {
    private static final int PARTS = 3;

    /** As it was sent: packed tokens inside inherit it. */
    final String encodedHeader;

    final byte[] header;
    final byte[] payload;
    final byte[] signature;
    final byte[] signed;

    private CompactJws(String[] parts) {
        encodedHeader = parts[0];
        header = decode(parts[0]);
        payload = decode(parts[1]);
        signature = decode(parts[2]);
        signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<CompactJws> parse(String compact) {
        String[] parts = compact.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CompactJws(parts));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] decode(String part) {
        return Base64Url.decode(part).orElseThrow(() -> new IllegalArgumentException("not in canonical base64url"));
    }
}

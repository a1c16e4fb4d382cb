package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three parts of a compact JWS (RFC 7515 §7.1), decoded, but neither parsed nor verified. Strict: base64url without padding or line
 * breaks and with no bits left over, so that a token has only one spelling. Every signature that this software verifies is verified here.
 * Immutable.
 */
public final class CompactJws {
    private static final int PARTS = 3;

    /** As it was sent: packed tokens inside inherit it. */
    final String encodedHeader;

    final byte[] header;
    final byte[] payload;
    private final byte[] signature;
    private final byte[] signed;

    private CompactJws(String[] parts) {
        encodedHeader = parts[0];
        header = decode(parts[0]);
        payload = decode(parts[1]);
        signature = decode(parts[2]);
        signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
    }

    /** Decodes the parts; empty for anything but three parts in canonical base64url. */
    public static Optional<CompactJws> parse(String compact) {
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

    /** Returns the bytes of the header, which should be a JSON object. */
    public byte[] header() {
        return header.clone();
    }

    /** Returns the bytes of the payload, not verified. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Returns whether somebody else's key has signed this with an algorithm. The JDK verifies. Never throws. */
    boolean isSignedBy(PublicKey key, VerificationAlgorithm algorithm) {
        return isSignedBy(key, algorithm, null);
    }

    /** Returns whether a key of the issuer has signed this with the key's own algorithm. Never throws. */
    boolean isSignedBy(VerificationKey key, SignatureProvider provider) {
        return isSignedBy(key.publicKey(), key.algorithm().verification(), provider.provider(key.algorithm()));
    }

    private boolean isSignedBy(PublicKey key, VerificationAlgorithm algorithm, @Nullable Provider provider) {
        return algorithm.verifies(key, signed, signature, provider);
    }

    private static byte[] decode(String part) {
        return Base64Url.decode(part).orElseThrow(() -> new IllegalArgumentException("not in canonical base64url"));
    }

    /** Does not show the token. */
    @Override
    public String toString() {
        return "unverified JWS";
    }
}

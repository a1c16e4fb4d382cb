package matryoshka.token;

import org.jspecify.annotations.Nullable;

/**
 * The key that a token is bound to (RFC 7800), by its thumbprint.
 *
 * @param method {@code jkt} (RFC 9449 §6.1) or {@code x5t#S256} (RFC 8705 §3.1)
 * @param thumbprint SHA-256, base64url without padding
 */
public record Cnf(String method, String thumbprint) {

    /**
     * Returns the {@code token_type} of a token bound to this, or to nothing if null (RFC 9449 §5): {@code DPoP} for a key that needs a
     * proof, else {@code Bearer}, also for a certificate (RFC 8705 §3).
     */
    public static String tokenType(@Nullable Cnf cnf) {
        return cnf != null && cnf.method().equals("jkt") ? "DPoP" : "Bearer";
    }
}

package matryoshka.token;

import org.jspecify.annotations.Nullable;

/**
 * What a token is bound to (RFC 7800): the thumbprint of its presenter's key.
 *
 * @param method {@code jkt} (RFC 9449 §6.1) or {@code x5t#S256} (RFC 8705 §3.1)
 * @param thumbprint SHA-256, base64url without padding
 */
public record Cnf(String method, String thumbprint) {

    /**
     * How a token is presented that is bound to this, or to nothing when it is null (RFC 9449 §5): by a proof of the key, or by its
     * bearer, as one bound to a certificate is (RFC 8705 §3).
     */
    public static String tokenType(@Nullable Cnf cnf) {
        return cnf != null && cnf.method().equals("jkt") ? "DPoP" : "Bearer";
    }
}

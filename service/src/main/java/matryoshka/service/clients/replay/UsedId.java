package matryoshka.service.clients.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The {@code jti} of something that may be shown once (RFC 7519 §4.1.7).
 *
 * @param kind what it is the id of
 * @param issuer who made it: ids of different issuers have nothing to do with each other
 * @param jti the id
 * @param until when what it is the id of is refused anyway
 */
public record UsedId(Kind kind, String issuer, String jti, Instant until) {

    /** What has ids. */
    public enum Kind {
        /** A client's assertion (RFC 7523 §3), of a client's id. */
        ASSERTION,
        /** A DPoP proof (RFC 9449 §11.1), of a key's thumbprint. */
        DPOP
    }

    /** What is kept of the id, however long and odd it is. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(jti.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

package matryoshka.service.clients.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The {@code jti} of something that may be presented once (RFC 7519 §4.1.7).
 *
 * @param kind what the id belongs to
 * @param issuer who made it; ids of different issuers are independent
 * @param jti the id
 * @param until when the object is refused anyway, because of its age
 */
public record UsedId(Kind kind, String issuer, String jti, Instant until) {

    /** The kinds of objects with ids. */
    public enum Kind {
        /** A client's assertion (RFC 7523 §3); its issuer is the client id. */
        ASSERTION,
        /** A DPoP proof (RFC 9449 §11.1); its issuer is the thumbprint of the key. */
        DPOP
    }

    /** Returns what is stored of the id, however long and odd it is. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(jti.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

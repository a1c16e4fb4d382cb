package matryoshka.service.clients;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * The name in a certificate that identifies a client (RFC 8705 §2.1.2).
 *
 * @param kind where in the certificate the name is
 * @param value the name as registered
 */
public record CertificateName(Kind kind, String value) {

    /** The places of names in a certificate. */
    public enum Kind {
        /** The subject's distinguished name (RFC 4514). */
        SUBJECT_DN,
        /** A DNS name among the subject alternative names. */
        SAN_DNS,
        /** A URI among the subject alternative names. */
        SAN_URI;

        /** Returns the registration member, and database column, of this kind. */
        public String memberName() {
            return "tls_client_auth_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether this can be a name in a certificate. */
    public boolean isWellFormed() {
        if (value.isEmpty() || kind != Kind.SUBJECT_DN) {
            return !value.isEmpty();
        }
        try {
            return !new X500Principal(value).getName().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}

package matryoshka.service.clients;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * By which name of a certificate a client is known (RFC 8705 §2.1.2).
 *
 * @param kind where in the certificate it stands
 * @param value as it was registered
 */
public record CertificateName(Kind kind, String value) {

    /** Where a certificate has names. */
    public enum Kind {
        /** The subject's distinguished name (RFC 4514). */
        SUBJECT_DN,
        /** A DNS name among the alternative ones. */
        SAN_DNS,
        /** A URI among the alternative names. */
        SAN_URI;

        /** The member of a registration, and the column, that it is in. */
        public String memberName() {
            return "tls_client_auth_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it can be the name of anybody. */
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

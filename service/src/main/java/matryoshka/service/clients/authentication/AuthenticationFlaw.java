package matryoshka.service.clients.authentication;

import java.util.Locale;

/** Why a client was not authenticated. For the audit log and metrics; the answer is the same for all. */
enum AuthenticationFlaw {
    /** Nothing says who the client is. */
    NO_CREDENTIALS,
    /** What says so cannot be read, or contradicts itself. */
    MALFORMED_CREDENTIALS,
    UNKNOWN_CLIENT,
    CLIENT_DISABLED,
    /** The client is registered for another method. */
    WRONG_METHOD,
    WRONG_SECRET,
    ASSERTION_AUDIENCE,
    /** The assertion is too old, from the future, or lives too long. */
    ASSERTION_TIME,
    ASSERTION_SIGNATURE,
    ASSERTION_REPLAYED,
    CERTIFICATE_EXPIRED,
    /** The certificate has not the registered name or key, or nobody vouches for it. */
    CERTIFICATE_REFUSED;

    /** The word in lines and metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

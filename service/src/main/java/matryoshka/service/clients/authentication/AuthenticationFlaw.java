package matryoshka.service.clients.authentication;

import java.util.Locale;

/** Why a client was not authenticated. For the audit log and metrics; the response is the same for all reasons. */
enum AuthenticationFlaw {
    /** The request contains no client credentials. */
    NO_CREDENTIALS,
    /** The credentials are malformed or contradict each other. */
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
    /** The certificate does not have the registered name or key, or no authority vouches for it. */
    CERTIFICATE_REFUSED;

    /** Returns the word in log lines and metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package matryoshka.service.platform.oauth;

import java.time.Duration;
import matryoshka.service.platform.problems.Outages;

/**
 * Ends a request to an OAuth endpoint with an error. For the HTTP edge only: below it, expected failures are values.
 *
 * <p>It has no stack trace, since the cause is in the request and not in this code.
 */
public final class OAuthErrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final OAuthError error;
    private final long retryAfterSeconds;

    public OAuthErrorException(OAuthError error) {
        this(error, error.description());
    }

    /** @param description for the client's developer; must not contain tokens or secrets */
    public OAuthErrorException(OAuthError error, String description) {
        this(error, description, Outages.RETRY_AFTER_SECONDS);
    }

    private OAuthErrorException(OAuthError error, String description, long retryAfterSeconds) {
        super(description, null, false, false);
        this.error = error;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** {@code temporarily_unavailable}, until this time has passed at least. */
    public static OAuthErrorException unavailable(String description, Duration retryAfter) {
        // Whole seconds; sooner would be too soon.
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new OAuthErrorException(OAuthError.TEMPORARILY_UNAVAILABLE, description, seconds);
    }

    public static OAuthErrorException invalidRequest(String description) {
        return new OAuthErrorException(OAuthError.INVALID_REQUEST, description);
    }

    public OAuthError error() {
        return error;
    }

    /** For an error that passes: when trying again makes sense, at the earliest. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}

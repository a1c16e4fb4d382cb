package matryoshka.service.platform.oauth;

import java.time.Duration;
import matryoshka.service.platform.problems.Outages;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request to an OAuth endpoint with an error. For the HTTP edge only: below it, expected failures are values.
 *
 * <p>It has no stack trace, since the cause is in the request and not in this code.
 */
public final class OAuthErrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final OAuthError error;
    private final long retryAfterSeconds;
    private final transient Cause cause;

    /**
     * Why a request was refused, and for which token: for the audit log and metrics, not for the client.
     *
     * @param reason one of a fixed set of words with hyphens
     * @param jti of the presented token, or null if it is not known
     * @param txn of the same token
     */
    public record Cause(
            String reason, @Nullable String jti, @Nullable String txn) {
        public static Cause of(OAuthError error) {
            return new Cause(error.code().replace('_', '-'), null, null);
        }
    }

    public OAuthErrorException(OAuthError error) {
        this(error, error.description());
    }

    /** @param description for the client's developer; must not contain tokens or secrets */
    public OAuthErrorException(OAuthError error, String description) {
        this(error, description, Cause.of(error));
    }

    public OAuthErrorException(OAuthError error, String description, Cause cause) {
        this(error, description, cause, Outages.RETRY_AFTER_SECONDS);
    }

    private OAuthErrorException(OAuthError error, String description, Cause cause, long retryAfterSeconds) {
        super(description, null, false, false);
        this.error = error;
        this.cause = cause;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Returns a {@code temporarily_unavailable} with the earliest time for a retry. */
    public static OAuthErrorException unavailable(String description, Duration retryAfter) {
        return later(OAuthError.TEMPORARILY_UNAVAILABLE, description, retryAfter);
    }

    /** Returns a {@code temporarily_unavailable} with status 429, and the earliest time for a retry. */
    public static OAuthErrorException tooManyRequests(Duration retryAfter) {
        return later(OAuthError.TOO_MANY_REQUESTS, OAuthError.TOO_MANY_REQUESTS.description(), retryAfter);
    }

    private static OAuthErrorException later(OAuthError error, String description, Duration retryAfter) {
        // Rounded up to whole seconds, so that the retry is not too early.
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new OAuthErrorException(error, description, Cause.of(error), seconds);
    }

    public static OAuthErrorException invalidRequest(String description) {
        return new OAuthErrorException(OAuthError.INVALID_REQUEST, description);
    }

    public OAuthError error() {
        return error;
    }

    public Cause cause() {
        return cause;
    }

    /** Returns, for a temporary error, after how many seconds a retry makes sense at the earliest. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}

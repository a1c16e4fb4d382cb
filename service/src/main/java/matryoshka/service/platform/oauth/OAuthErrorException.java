package matryoshka.service.platform.oauth;

/**
 * Ends a request to an OAuth endpoint with an error. For the HTTP edge only: below it, expected failures are values.
 *
 * <p>It has no stack trace, since it tells of the request and not of our code.
 */
public final class OAuthErrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final OAuthError error;

    public OAuthErrorException(OAuthError error) {
        this(error, error.description());
    }

    /** @param description for the client's developer; must not hold tokens or secrets */
    public OAuthErrorException(OAuthError error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    public static OAuthErrorException invalidRequest(String description) {
        return new OAuthErrorException(OAuthError.INVALID_REQUEST, description);
    }

    public OAuthError error() {
        return error;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}

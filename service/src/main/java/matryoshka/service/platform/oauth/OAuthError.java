package matryoshka.service.platform.oauth;

import org.jspecify.annotations.Nullable;

/** All errors that an OAuth endpoint can return. */
public enum OAuthError {
    /** RFC 6749 §5.2; also for every unacceptable subject token (RFC 8693 §2.2.2). */
    INVALID_REQUEST("invalid_request", 400, "The request is malformed."),
    /** A body that is not a form in UTF-8 (RFC 6749 appendix B, RFC 9110 §15.5.16). */
    UNSUPPORTED_CONTENT("invalid_request", 415, "The body must be application/x-www-form-urlencoded in UTF-8."),
    /** RFC 9110 §15.5.14. */
    CONTENT_TOO_LARGE("invalid_request", 413, "The body is too large."),
    /** RFC 6749 §5.2. One text for every reason, so that nobody learns which clients exist. */
    INVALID_CLIENT("invalid_client", 401, "Client authentication failed."),
    /** RFC 6750 §3.1, where the answer would be a token. One text for every reason, so that nobody learns which tokens exist. */
    INVALID_TOKEN("invalid_token", 401, "The token is not active, or this client may not know it."),
    /** RFC 9449 §5. */
    INVALID_DPOP_PROOF("invalid_dpop_proof", 400, "The DPoP proof is invalid."),
    /** RFC 9449 §8; sent with {@code DPoP-Nonce}. */
    USE_DPOP_NONCE("use_dpop_nonce", 400, "The DPoP proof must contain the nonce from the DPoP-Nonce header."),
    /** RFC 6749 §5.2. */
    INVALID_GRANT("invalid_grant", 400, "The grant is invalid."),
    /** RFC 6749 §5.2. */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400, "The client is not allowed to use this grant."),
    /** RFC 6749 §5.2. */
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400, "The grant type is not supported."),
    /** RFC 6749 §5.2. */
    INVALID_SCOPE("invalid_scope", 400, "The scope is malformed, unknown or not granted."),
    /** RFC 8707 §2, RFC 8693 §2.2.2. */
    INVALID_TARGET("invalid_target", 400, "The audience or resource is unknown or cannot be reached."),
    /** RFC 6749 §4.1.2.1, used here for what only some clients may read. */
    ACCESS_DENIED("access_denied", 403, "The client is not allowed to do this."),
    /** RFC 6749 §4.1.2.1, used here for the token endpoint too. */
    SERVER_ERROR("server_error", 500, "An unexpected error occurred."),
    /** RFC 6585 §4, for which OAuth has no code of its own; sent with {@code Retry-After}. */
    TOO_MANY_REQUESTS("temporarily_unavailable", 429, "The client sends too many requests."),
    /** RFC 6749 §4.1.2.1, used here for the token endpoint too; sent with {@code Retry-After}. */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503, "The request cannot be answered at the moment.");

    private static final String BASIC_CHALLENGE = "Basic realm=\"matryoshka\", charset=\"UTF-8\"";
    private static final String TOKEN_CHALLENGE = "Bearer realm=\"matryoshka\", error=\"invalid_token\"";

    private final String code;
    private final int status;
    private final String description;

    OAuthError(String code, int status, String description) {
        this.code = code;
        this.status = status;
        this.description = description;
    }

    /** Returns the value of {@code error}. */
    public String code() {
        return code;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the {@code error_description} to use if there is no more specific one. */
    public String description() {
        return description;
    }

    /** Returns the value of {@code WWW-Authenticate}, which a 401 must have (RFC 9110 §15.5.2), or null. */
    @Nullable
    String challenge() {
        return switch (this) {
            case INVALID_CLIENT -> BASIC_CHALLENGE;
            case INVALID_TOKEN -> TOKEN_CHALLENGE;
            default -> null;
        };
    }
}

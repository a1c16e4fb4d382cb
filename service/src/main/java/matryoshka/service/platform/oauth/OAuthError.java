package matryoshka.service.platform.oauth;

import org.jspecify.annotations.Nullable;

/** Every error that an OAuth endpoint can tell a client: the whole table. */
public enum OAuthError {
    /** RFC 6749 §5.2; also every unacceptable subject token (RFC 8693 §2.2.2). */
    INVALID_REQUEST("invalid_request", 400, "The request is malformed."),
    /** A body that is not a form in UTF-8 (RFC 6749 appendix B, RFC 9110 §15.5.16). */
    UNSUPPORTED_CONTENT("invalid_request", 415, "The body must be application/x-www-form-urlencoded in UTF-8."),
    /** RFC 9110 §15.5.14. */
    CONTENT_TOO_LARGE("invalid_request", 413, "The body is too large."),
    /** RFC 6749 §5.2. One text for every reason, so that nobody learns which clients exist. */
    INVALID_CLIENT("invalid_client", 401, "Client authentication failed."),
    /** RFC 9449 §5. */
    INVALID_DPOP_PROOF("invalid_dpop_proof", 400, "The DPoP proof is not acceptable."),
    /** RFC 9449 §8; comes with {@code DPoP-Nonce}. */
    USE_DPOP_NONCE("use_dpop_nonce", 400, "The DPoP proof must have the nonce of the header DPoP-Nonce."),
    /** RFC 6749 §5.2. */
    INVALID_GRANT("invalid_grant", 400, "The grant is not acceptable."),
    /** RFC 6749 §5.2. */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400, "The client may not use this grant."),
    /** RFC 6749 §5.2. */
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400, "The grant type is not supported."),
    /** RFC 6749 §5.2. */
    INVALID_SCOPE("invalid_scope", 400, "The scope is malformed, unknown or not granted."),
    /** RFC 8707 §2, RFC 8693 §2.2.2. */
    INVALID_TARGET("invalid_target", 400, "The audience or resource is unknown or cannot be reached."),
    /** RFC 7009 §2.2.1. */
    UNSUPPORTED_TOKEN_TYPE("unsupported_token_type", 400, "Tokens of this type cannot be revoked."),
    /** RFC 6749 §4.1.2.1, used here for the token endpoint too. */
    SERVER_ERROR("server_error", 500, "Something unexpected happened."),
    /** RFC 6749 §4.1.2.1, used here for the token endpoint too; comes with {@code Retry-After}. */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503, "The request cannot be answered for the moment.");

    private static final String BASIC_CHALLENGE = "Basic realm=\"matryoshka\", charset=\"UTF-8\"";

    private final String code;
    private final int status;
    private final String description;

    OAuthError(String code, int status, String description) {
        this.code = code;
        this.status = status;
        this.description = description;
    }

    /** The value of {@code error}. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What {@code error_description} says when there is nothing more exact to say. */
    public String description() {
        return description;
    }

    /** The value of {@code WWW-Authenticate}, which a 401 must have (RFC 9110 §15.5.2), or null. */
    @Nullable
    String challenge() {
        return this == INVALID_CLIENT ? BASIC_CHALLENGE : null;
    }
}

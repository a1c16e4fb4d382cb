package matryoshka.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A request is refused. Answer it with {@link #status()} and {@link #headers()}. Neither they nor the message contain anything of the token.
 * Has no stack trace, since hostile requests provoke it at will.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int UNAVAILABLE = 503;

    static final String INVALID_REQUEST = "invalid_request";
    static final String INVALID_TOKEN = "invalid_token";
    static final String INVALID_PROOF = "invalid_dpop_proof";
    static final String USE_NONCE = "use_dpop_nonce";
    static final String INSUFFICIENT_SCOPE = "insufficient_scope";
    static final String TEMPORARILY_UNAVAILABLE = "temporarily_unavailable";

    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String RETRY_SECONDS = "2";

    private final int status;
    private final @Nullable String error;

    @SuppressWarnings("serial") // Made of String, List and Map only.
    private final Map<String, List<String>> headers;

    private RefusedException(
            int status, @Nullable String error, String description, Map<String, List<String>> headers) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.headers = headers;
    }

    /** No token is presented: the challenges name no error (RFC 6750 §3.1). */
    static RefusedException unauthenticated() {
        return new RefusedException(
                UNAUTHORIZED,
                null,
                "The request has no access token.",
                Map.of(CHALLENGE, List.of("Bearer", DpopProofs.challenge())));
    }

    static RefusedException malformed(String description) {
        return refused(BAD_REQUEST, INVALID_REQUEST, description, "Bearer");
    }

    static RefusedException invalidToken(String description) {
        return refused(UNAUTHORIZED, INVALID_TOKEN, description, "Bearer");
    }

    /** The token is bound to a key, and there is no valid proof of it (RFC 9449 §7.1). */
    static RefusedException unproven(String error, String description) {
        return refused(UNAUTHORIZED, error, description, DpopProofs.challenge());
    }

    static RefusedException nonceNeeded(String nonce) {
        RefusedException plain = unproven(USE_NONCE, "The DPoP proof needs a current nonce.");
        return new RefusedException(
                UNAUTHORIZED,
                USE_NONCE,
                plain.description(),
                Map.of(CHALLENGE, plain.challenges(), "DPoP-Nonce", List.of(nonce)));
    }

    /**
     * The token is valid, but does not suffice.
     *
     * @param required scopes, of which the challenge names those that are well-formed; empty if unknown
     * @param byProof whether the token is bound to a DPoP key (RFC 9449 §7.1)
     */
    static RefusedException insufficientScope(SortedSet<String> required, boolean byProof) {
        List<String> named = required.stream().filter(RefusedException::isScope).toList();
        if (named.isEmpty()) {
            String description = "The request needs more privileges than the token has.";
            return refused(FORBIDDEN, INSUFFICIENT_SCOPE, description, scheme(byProof), "");
        }
        String scope = ", scope=\"" + String.join(" ", named) + '"';
        String description = "The token lacks a scope that this request needs.";
        return refused(FORBIDDEN, INSUFFICIENT_SCOPE, description, scheme(byProof), scope);
    }

    /** RFC 6749 §3.3. A service may put a part of the request into the scope that it requires. */
    private static boolean isScope(String text) {
        return text.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");
    }

    private static String scheme(boolean byProof) {
        return byProof ? DpopProofs.challenge() : "Bearer";
    }

    /** Nothing is wrong with the token, but it cannot be checked now. */
    static RefusedException unavailable(String description) {
        return new RefusedException(
                UNAVAILABLE, TEMPORARILY_UNAVAILABLE, description, Map.of("Retry-After", List.of(RETRY_SECONDS)));
    }

    private static RefusedException refused(int status, String error, String description, String scheme) {
        return refused(status, error, description, scheme, "");
    }

    /** @param more parameters of the challenge, each after a comma */
    private static RefusedException refused(int status, String error, String description, String scheme, String more) {
        String separator = scheme.indexOf(' ') < 0 ? " " : ", ";
        return new RefusedException(
                status,
                error,
                description,
                Map.of(CHALLENGE, List.of(scheme + separator + parameters(error, description) + more)));
    }

    /** RFC 6750 §3: descriptions have neither quotes nor backslashes. Ours have none. */
    private static String parameters(String error, String description) {
        return "error=\"" + error + "\", error_description=\"" + description + '"';
    }

    /** Returns the status of the answer: 400, 401, 403, or 503 if the token cannot be checked now. */
    public int status() {
        return status;
    }

    /** Returns the error code of RFC 6750 §3.1 or RFC 9449 §7.1; empty if the request has no token. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** Returns a sentence for whoever sent the request. */
    public String description() {
        return String.valueOf(getMessage());
    }

    /** Returns the values of the header {@code WWW-Authenticate}; empty with 503. */
    public List<String> challenges() {
        return headers.getOrDefault(CHALLENGE, List.of());
    }

    /** Returns all headers of the answer: the challenges, and {@code DPoP-Nonce} or {@code Retry-After} where needed. */
    public Map<String, List<String>> headers() {
        return headers;
    }
}

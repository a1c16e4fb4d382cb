package matryoshka.service.tokens.grants;

import java.time.Duration;
import java.util.function.UnaryOperator;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.PlanRefusals;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.OAuthErrorException.Cause;
import org.jspecify.annotations.Nullable;

/** The result of a grant: a token, or the error to return to the client. */
public sealed interface GrantResult {

    /**
     * A token was issued.
     *
     * @param issuedTokenType {@code issued_token_type} of an exchange (RFC 8693 §2.2.1), else null
     */
    record Issued(IssuedToken token, @Nullable String issuedTokenType) implements GrantResult {
        Issued(IssuedToken token) {
            this(token, null);
        }
    }

    /**
     * The request was refused.
     *
     * @param detail one sentence for the client's developer
     * @param retryAfter for a temporary error, the earliest time for a retry; null if that is not known
     * @param cause for the audit log and metrics, not for the client
     */
    record Refused(
            OAuthError error, String detail, @Nullable Duration retryAfter, Cause cause) implements GrantResult {

        Refused(OAuthError error, String detail) {
            this(error, detail, null, Cause.of(error));
        }

        /** Returns the same refusal with the reason for the audit log. */
        Refused because(String reason) {
            return new Refused(error, detail, retryAfter, new Cause(reason, cause.jti(), cause.txn()));
        }

        /** Returns the same refusal with its subject token. */
        Refused of(@Nullable String jti, @Nullable String txn) {
            return new Refused(error, detail, retryAfter, new Cause(cause.reason(), jti, txn));
        }

        /** Returns the same refusal with a time for a retry. */
        Refused retryAfter(@Nullable Duration time) {
            return new Refused(error, detail, time, cause);
        }

        /** Refuses an invalid subject token, always with this error (RFC 8693 §2.2.2). */
        static Refused subject(String detail) {
            return new Refused(OAuthError.INVALID_REQUEST, detail);
        }

        static Refused of(PlanRefusal reason, String detail) {
            return new Refused(PlanRefusals.error(reason), detail);
        }
    }

    /** Converts the result of minting. */
    static GrantResult of(PlanResult<IssuedToken> result) {
        return result.fold(Issued::new, refused -> Refused.of(refused.reason(), refused.detail()));
    }

    /** Returns the same result, with another error if it is refused. */
    default GrantResult mapError(UnaryOperator<OAuthError> error) {
        return this instanceof Refused refused
                ? new Refused(error.apply(refused.error()), refused.detail(), refused.retryAfter(), refused.cause())
                : this;
    }

    /** Returns the same result, with {@code issued_token_type} if there is a token. */
    default GrantResult ofType(String issuedTokenType) {
        return this instanceof Issued issued ? new Issued(issued.token(), issuedTokenType) : this;
    }

    /**
     * Returns the token.
     *
     * @throws OAuthErrorException if the request was refused
     */
    default Issued orThrow() {
        if (this instanceof Refused refused) {
            throw refused.retryAfter() == null
                    ? new OAuthErrorException(refused.error(), refused.detail(), refused.cause())
                    : OAuthErrorException.unavailable(refused.detail(), refused.retryAfter());
        }
        return (Issued) this;
    }
}

package matryoshka.service.tokens.grants;

import java.util.function.UnaryOperator;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.PlanRefusals;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import org.jspecify.annotations.Nullable;

/** The result of a grant: a token, or the error that the client is told. */
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
     */
    record Refused(OAuthError error, String detail) implements GrantResult {

        /** An invalid subject token: always this error (RFC 8693 §2.2.2). */
        static Refused subject(String detail) {
            return new Refused(OAuthError.INVALID_REQUEST, detail);
        }

        static Refused of(PlanRefusal reason, String detail) {
            return new Refused(PlanRefusals.error(reason), detail);
        }
    }

    /** The result of minting. */
    static GrantResult of(PlanResult<IssuedToken> result) {
        return result instanceof PlanResult.Refused<IssuedToken> refused
                ? Refused.of(refused.reason(), refused.detail())
                : new Issued(((PlanResult.Planned<IssuedToken>) result).value());
    }

    /** The same result, with another error if it is refused. */
    default GrantResult mapError(UnaryOperator<OAuthError> error) {
        return this instanceof Refused refused ? new Refused(error.apply(refused.error()), refused.detail()) : this;
    }

    /** The same result, with {@code issued_token_type} if there is a token. */
    default GrantResult ofType(String issuedTokenType) {
        return this instanceof Issued issued ? new Issued(issued.token(), issuedTokenType) : this;
    }

    /**
     * The token.
     *
     * @throws OAuthErrorException if the request was refused
     */
    default Issued orThrow() {
        if (this instanceof Refused refused) {
            throw new OAuthErrorException(refused.error(), refused.detail());
        }
        return (Issued) this;
    }
}

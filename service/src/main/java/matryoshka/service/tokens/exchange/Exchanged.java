package matryoshka.service.tokens.exchange;

import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.oauth.OAuthError;

/** What comes of an exchange. */
public sealed interface Exchanged {

    /** There is a token. */
    record Done(IssuedToken issued) implements Exchanged {}

    /** What minting comes to. */
    static Exchanged of(PlanResult<IssuedToken> result) {
        return result instanceof PlanResult.Refused<IssuedToken> refused
                ? Refused.of(refused.reason(), refused.detail())
                : new Done(((PlanResult.Planned<IssuedToken>) result).value());
    }

    /**
     * There is none.
     *
     * @param detail one sentence for the client's developer
     */
    record Refused(OAuthError error, String detail) implements Exchanged {

        /** What is wrong with a subject token is always told by this error (RFC 8693 §2.2.2). */
        static Refused subject(String detail) {
            return new Refused(OAuthError.INVALID_REQUEST, detail);
        }

        /** What the graph refuses, or the bound on plans. */
        static Refused of(PlanRefusal reason, String detail) {
            return new Refused(
                    switch (reason) {
                        case INVALID_SCOPE -> OAuthError.INVALID_SCOPE;
                        case INVALID_TARGET, OVER_BUDGET -> OAuthError.INVALID_TARGET;
                        case WITHDRAWN -> OAuthError.INVALID_REQUEST;
                        case TOO_MANY -> OAuthError.TEMPORARILY_UNAVAILABLE;
                    },
                    detail);
        }
    }
}

package matryoshka.service.planning.minting;

import matryoshka.graph.plan.PlanRefusal;
import matryoshka.service.platform.oauth.OAuthError;

/** Maps plan refusals to OAuth errors. */
public final class PlanRefusals {
    private PlanRefusals() {}

    public static OAuthError error(PlanRefusal reason) {
        return switch (reason) {
            case INVALID_SCOPE -> OAuthError.INVALID_SCOPE;
            case INVALID_TARGET, OVER_BUDGET -> OAuthError.INVALID_TARGET;
            // Only a subject token can be withdrawn, and an invalid subject token always has this error (RFC 8693
            // §2.2.2).
            case WITHDRAWN -> OAuthError.INVALID_REQUEST;
            case TOO_MANY -> OAuthError.TEMPORARILY_UNAVAILABLE;
        };
    }
}

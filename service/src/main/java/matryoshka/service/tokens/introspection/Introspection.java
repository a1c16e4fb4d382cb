package matryoshka.service.tokens.introspection;

import matryoshka.graph.staleness.Staleness;
import matryoshka.service.revocation.bearer.LiveToken;
import matryoshka.service.staleness.AssessedToken;
import matryoshka.service.staleness.StalenessStatus;
import matryoshka.token.VerifiedToken;

/**
 * An active token and its staleness.
 *
 * @param live the token with its compact form
 * @param currentVersion the version of the graph that it was assessed in
 * @param withTokens whether to show the nested tokens
 */
record Introspection(LiveToken live, AssessedToken assessed, long currentVersion, boolean withTokens) {

    VerifiedToken token() {
        return assessed.token();
    }

    Staleness staleness() {
        return assessed.staleness();
    }

    /** Returns whether it counts as stale. While it only lacks authority and the grace period lasts, it does not. */
    boolean stale() {
        return assessed.status() == StalenessStatus.STALE;
    }
}

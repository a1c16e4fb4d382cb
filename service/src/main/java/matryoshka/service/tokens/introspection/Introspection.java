package matryoshka.service.tokens.introspection;

import matryoshka.graph.staleness.Staleness;
import matryoshka.service.staleness.AssessedToken;
import matryoshka.service.staleness.StalenessStatus;
import matryoshka.token.VerifiedToken;

/**
 * An active token, and how it stands.
 *
 * @param currentVersion the version of the graph that it was assessed in
 * @param withTokens whether the tokens nested in it are shown
 */
record Introspection(AssessedToken assessed, long currentVersion, boolean withTokens) {

    VerifiedToken token() {
        return assessed.token();
    }

    Staleness staleness() {
        return assessed.staleness();
    }

    /** Whether it counts as stale. Within the grace for what is missing, it does not. */
    boolean stale() {
        return assessed.status() == StalenessStatus.STALE;
    }
}

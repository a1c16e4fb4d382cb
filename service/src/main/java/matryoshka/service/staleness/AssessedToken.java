package matryoshka.service.staleness;

import matryoshka.graph.staleness.Staleness;
import matryoshka.token.VerifiedToken;

/**
 * An active token with its staleness.
 *
 * @param found its plan, and what is missing, in excess or changed
 * @param status the status under this issuer's policy
 */
public record AssessedToken(VerifiedToken token, EvaluateTokens.Found found, StalenessStatus status) {

    public Staleness staleness() {
        return found.standing();
    }

    public boolean isRefused() {
        return status == StalenessStatus.REFUSED;
    }
}

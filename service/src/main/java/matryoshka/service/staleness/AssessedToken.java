package matryoshka.service.staleness;

import matryoshka.graph.staleness.Staleness;
import matryoshka.token.VerifiedToken;

/**
 * A live token and how it stands.
 *
 * @param found its plan and what is missing, in excess or changed
 * @param status what follows from that under the policy of this issuer
 */
public record AssessedToken(VerifiedToken token, EvaluateTokens.Found found, StalenessStatus status) {

    public Staleness staleness() {
        return found.standing();
    }

    public boolean isRefused() {
        return status == StalenessStatus.REFUSED;
    }
}

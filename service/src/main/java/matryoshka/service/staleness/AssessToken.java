package matryoshka.service.staleness;

import java.util.Optional;
import matryoshka.service.revocation.bearer.LiveToken;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.VerifiedToken;

/** Assesses a presented token: whether it is an active token of this issuer, and whether it is stale in a version of the graph. */
public final class AssessToken {
    private final LiveTokens liveTokens;
    private final EvaluateTokens evaluateTokens;
    private final StalenessPolicy policy;

    public AssessToken(LiveTokens liveTokens, EvaluateTokens evaluateTokens, StalenessPolicy policy) {
        this.liveTokens = liveTokens;
        this.evaluateTokens = evaluateTokens;
        this.policy = policy;
    }

    /** Returns the active token of this issuer that a text is, or is a handle of; empty for everything else. */
    public Optional<VerifiedToken> live(String text) {
        return presented(text).map(LiveToken::token);
    }

    /** Returns the same with the token's compact form. */
    public Optional<LiveToken> presented(String text) {
        return liveTokens.live(text);
    }

    /**
     * Assesses an active token. May query the database for its plan.
     *
     * @return empty if its plan is not known: all tokens of the plan expired long ago
     */
    public Optional<AssessedToken> assess(Snapshot snapshot, VerifiedToken token) {
        return evaluateTokens
                .find(snapshot, token)
                .map(found -> new AssessedToken(token, found, policy.status(snapshot, found)));
    }
}

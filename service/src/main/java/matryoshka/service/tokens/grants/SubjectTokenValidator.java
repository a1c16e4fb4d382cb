package matryoshka.service.tokens.grants;

import java.util.List;
import java.util.Optional;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.staleness.AssessToken;
import matryoshka.token.VerifiedToken;

/** Decides whether the client that presents a token of this issuer may exchange it. */
public final class SubjectTokenValidator {
    private final AssessToken assessToken;
    private final Obstacles obstacles;

    public SubjectTokenValidator(AssessToken assessToken, Obstacles obstacles) {
        this.assessToken = assessToken;
        this.obstacles = obstacles;
    }

    /** The token as a subject, or why it is not accepted. */
    sealed interface Result {
        record Subject(OwnSubject subject) implements Result {}

        record Rejected(GrantResult.Refused refusal) implements Result {}

        /** It is not an active token of this issuer, but perhaps another issuer's. */
        record External() implements Result {}
    }

    Result find(Snapshot snapshot, Client client, String compact) {
        Optional<VerifiedToken> live = assessToken.live(compact);
        if (live.isEmpty()) {
            return new Result.External();
        }
        Optional<String> obstacle = obstacles.toJudging();
        if (obstacle.isPresent()) {
            // The token may have been revoked, and a revoked chain must not continue.
            return new Result.Rejected(new GrantResult.Refused(OAuthError.TEMPORARILY_UNAVAILABLE, obstacle.get()));
        }
        VerifiedToken token = live.get();
        List<String> callers = Audience.presentableFor(snapshot.graph(), client.id(), token);
        if (callers.isEmpty()) {
            // A client that has a token for others may have stolen it.
            return no(
                    token,
                    "token-of-others",
                    "The subject token is not for this client's service, nor for one that it presents tokens for.");
        }
        return assessToken
                .assess(snapshot, token)
                .<Result>map(assessed -> assessed.isRefused()
                        ? no(token, "authority-withdrawn", "The subject token has authority that was withdrawn.")
                        : new Result.Subject(OwnSubject.of(token, assessed.found(), callers)))
                .orElseGet(() -> no(token, "unknown-plan", "The subject token's plan is unknown."));
    }

    private static Result no(VerifiedToken token, String reason, String detail) {
        return new Result.Rejected(
                GrantResult.Refused.subject(detail).because(reason).of(token.jti(), token.txn()));
    }
}

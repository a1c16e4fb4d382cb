package matryoshka.service.tokens.exchange;

import java.util.Optional;
import java.util.function.Function;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.staleness.JudgeTokens;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.service.staleness.Verdict;
import matryoshka.token.VerifiedToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a token of this issuer may be exchanged by who presents it. */
public final class FindSubject {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final LiveTokens liveTokens;
    private final JudgeTokens judgeTokens;
    private final StalenessPolicy policy;
    private final Obstacles obstacles;

    public FindSubject(LiveTokens liveTokens, JudgeTokens judgeTokens, StalenessPolicy policy, Obstacles obstacles) {
        this.liveTokens = liveTokens;
        this.judgeTokens = judgeTokens;
        this.policy = policy;
        this.obstacles = obstacles;
    }

    /** The token as a subject, or what makes it none. */
    sealed interface Sought {
        record Subject(OwnSubject subject) implements Sought {}

        record No(Exchanged.Refused refusal) implements Sought {}

        /** It is none of this issuer's that lives; perhaps it is somebody else's. */
        record Foreign() implements Sought {}
    }

    Sought find(Snapshot snapshot, Client client, String compact) {
        Optional<VerifiedToken> live = liveTokens.find(compact);
        if (live.isEmpty()) {
            return new Sought.Foreign();
        }
        Optional<String> obstacle = obstacles.toJudging();
        if (obstacle.isPresent()) {
            // It may have been revoked: a revoked chain is not led on.
            return new Sought.No(new Exchanged.Refused(OAuthError.TEMPORARILY_UNAVAILABLE, obstacle.get()));
        }
        VerifiedToken token = live.get();
        if (!Audience.includes(snapshot.graph(), client.id(), token)) {
            // Whoever has somebody else's token may have stolen it.
            AUDIT.warn(
                    "exchange refused client={} jti={} txn={}: the token is for others",
                    client.id(),
                    token.jti(),
                    token.txn());
            return no("The subject token is not for this client's service.");
        }
        Function<JudgeTokens.Found, Sought> judged = found -> policy.verdict(snapshot, found) == Verdict.REFUSED
                ? no("The subject token holds power that was withdrawn.")
                : new Sought.Subject(OwnSubject.of(token, found));
        return judgeTokens
                .find(snapshot, token)
                .map(judged)
                .orElseGet(() -> no("The subject token is of a plan that is not known."));
    }

    private static Sought no(String detail) {
        return new Sought.No(Exchanged.Refused.subject(detail));
    }
}

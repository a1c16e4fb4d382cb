package matryoshka.service.tokens.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.planning.minting.Circumstances;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PreparedPlan;
import matryoshka.service.planning.minting.PreparedPlans;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.trust.ForeignSubject;
import matryoshka.service.trust.ForeignVerification;
import matryoshka.service.trust.SubjectPresenter;
import matryoshka.service.trust.VerifyForeignToken;
import matryoshka.token.ChainValues;

/**
 * Begins a chain for a user with a token of a trusted issuer: the client gets what it has registered, and acts for that user
 * (section 7 of the design).
 */
public final class BeginChain {
    private final VerifyForeignToken verifyForeignToken;
    private final PreparedPlans plans;
    private final MintTokens mintTokens;
    private final Clock clock;

    public BeginChain(VerifyForeignToken verifyForeignToken, PreparedPlans plans, MintTokens mintTokens, Clock clock) {
        this.verifyForeignToken = verifyForeignToken;
        this.plans = plans;
        this.mintTokens = mintTokens;
        this.clock = clock;
    }

    Exchanged begin(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        ForeignVerification verified = verifyForeignToken.verify(
                request.subjectToken(), request.subjectType().uri(), new SubjectPresenter(client.id(), keys.all()));
        if (verified instanceof ForeignVerification.Refused refused) {
            return refused.isUnavailable()
                    ? new Exchanged.Refused(OAuthError.TEMPORARILY_UNAVAILABLE, refused.sentence())
                    : Exchanged.Refused.subject(refused.sentence());
        }
        ForeignSubject subject = (ForeignSubject) verified;
        List<String> targets = new ArrayList<>(request.targets());
        PlanRequest wanted = new PlanRequest(client.id(), client.metadata().scopes(), request.scopes(), targets);
        PlanResult<Origin> origin = wanted.origin(snapshot.graph());
        if (origin instanceof Refused<Origin> refused) {
            return Exchanged.Refused.of(refused.reason(), refused.detail());
        }
        Origin begun =
                ((Planned<Origin>) origin).value().bringing(subject.claims().keySet());
        return begun(snapshot, client, subject, begun, request, keys);
    }

    private Exchanged begun(
            Snapshot snapshot,
            Client client,
            ForeignSubject subject,
            Origin origin,
            ExchangeRequest request,
            ProvenKeys keys) {
        Instant now = clock.instant();
        if (subject.expiresAt().getEpochSecond() <= now.getEpochSecond()) {
            return Exchanged.Refused.subject("The subject token has expired.");
        }
        ChainValues chain = new ChainValues(
                        mintTokens.chainId(now),
                        mintTokens.randomId(),
                        subject.subject(),
                        subject.identity(),
                        now,
                        subject.expiresAt())
                .boundTo(keys.binding());
        // What is registered with the client is the administrator's word: it wins over the user's.
        SortedMap<String, Object> claims = new TreeMap<>(subject.claims());
        claims.putAll(client.metadata().claims());
        OuterToken outer = new OuterToken(client.id(), List.of(client.id()), claims);
        PlanResult<PreparedPlan> prepared = plans.get(snapshot, origin, outer, chain);
        if (prepared instanceof Refused<PreparedPlan> refused) {
            return Exchanged.Refused.of(refused.reason(), refused.detail());
        }
        Circumstances circumstances =
                Circumstances.of(client.id(), Optional.of(client), subject.subject(), request.parameters());
        return Exchanged.of(
                mintTokens.mint(snapshot, ((Planned<PreparedPlan>) prepared).value(), chain, circumstances, "begun"));
    }
}

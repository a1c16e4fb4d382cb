package matryoshka.service.tokens.grants;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.planning.minting.Issuance;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.trust.ExternalSubject;
import matryoshka.service.trust.ExternalVerification;
import matryoshka.service.trust.SubjectPresenter;
import matryoshka.service.trust.VerifyExternalToken;
import matryoshka.token.ChainValues;

/**
 * Begins a chain for a user with a token of a trusted issuer: the client gets its registered scopes and acts for that user (docs/model.md,
 * section 6).
 */
public final class ExchangeExternalToken {
    private final VerifyExternalToken verifyExternalToken;
    private final PlanCache plans;
    private final Issuance issuance;
    private final Clock clock;

    public ExchangeExternalToken(
            VerifyExternalToken verifyExternalToken, PlanCache plans, Issuance issuance, Clock clock) {
        this.verifyExternalToken = verifyExternalToken;
        this.plans = plans;
        this.issuance = issuance;
        this.clock = clock;
    }

    GrantResult begin(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        ExternalVerification verified = verifyExternalToken.verify(
                request.subjectToken(), request.subjectType().uri(), new SubjectPresenter(client.id(), keys.all()));
        if (verified instanceof ExternalVerification.Refused refused) {
            return (refused.isUnavailable()
                            ? new GrantResult.Refused(OAuthError.TEMPORARILY_UNAVAILABLE, refused.sentence())
                                    .retryAfter(refused.retryAfter())
                            : GrantResult.Refused.subject(refused.sentence()))
                    .because(refused.flaw().word());
        }
        ExternalSubject subject = (ExternalSubject) verified;
        GrantResult result = begin(snapshot, client, subject, request, keys);
        return result instanceof GrantResult.Refused refused ? refused.of(subject.jti(), null) : result;
    }

    private GrantResult begin(
            Snapshot snapshot, Client client, ExternalSubject subject, ExchangeRequest request, ProvenKeys keys) {
        List<String> targets = new ArrayList<>(request.targets());
        PlanRequest wanted = new PlanRequest(client.id(), client.metadata().scopes(), request.scopes(), targets);
        return begun(snapshot, client, subject, wanted.bringing(subject.claims().keySet()), request, keys);
    }

    private GrantResult begun(
            Snapshot snapshot,
            Client client,
            ExternalSubject subject,
            PlanRequest wanted,
            ExchangeRequest request,
            ProvenKeys keys) {
        Instant now = clock.instant();
        if (subject.expiresAt().getEpochSecond() <= now.getEpochSecond()) {
            return GrantResult.Refused.subject("The subject token has expired.");
        }
        ChainValues chain = new ChainValues(
                        issuance.ids().chainId(client, now),
                        issuance.ids().randomId(),
                        subject.subject(),
                        subject.identity(),
                        now,
                        subject.expiresAt())
                .boundTo(keys.binding());
        // The administrator vouches for the client's registered claims, so they take precedence over the user's.
        SortedMap<String, Object> claims = new TreeMap<>(subject.claims());
        claims.putAll(client.metadata().claims());
        OuterToken outer = new OuterToken(client.id(), List.of(client.id()), claims);
        RequestVariables requestVariables =
                RequestVariables.of(client.id(), Optional.of(client), subject.subject(), request.parameters());
        return GrantResult.of(plans.get(snapshot, client, wanted, outer, chain)
                .flatMap(plan -> issuance.issue(snapshot, plan, chain, requestVariables, "begun")));
    }
}

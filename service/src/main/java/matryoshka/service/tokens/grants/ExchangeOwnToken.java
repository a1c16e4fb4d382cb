package matryoshka.service.tokens.grants;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.plan.Actors;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.Registration;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.planning.minting.CompiledPlan;
import matryoshka.service.planning.minting.Issuance;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.VerifiedToken;

/**
 * Exchanges a token of this issuer for a narrower one with the same audience, or for one for the next service (docs/model.md, section 6).
 * Accepts stale tokens too: the new token has what the current graph grants.
 */
public final class ExchangeOwnToken {
    /** Begins the suffix of the {@code jti} of a token got by exchange. */
    private static final String EXCHANGED = "~";
    /** The same for a token that outlives its subject token. No chain is extended twice, since revocations are kept for one extension. */
    private static final String EXTENDED = "~!";

    /** A chain that is renewed so often that its ids exceed this must begin again. */
    private static final int MAX_ID_LENGTH = 255;

    private final ExchangeTermsPolicy exchangeTermsPolicy;
    private final PlanCache plans;
    private final Issuance issuance;
    private final int maxActors;
    private final AuditLog audit;
    private final Clock clock;

    /** @param maxActors how many may act in a chain, one after the other */
    public ExchangeOwnToken(
            Conditions conditions,
            ParameterRules parameterRules,
            PlanCache plans,
            Issuance issuance,
            int maxActors,
            AuditLog audit,
            Clock clock) {
        this.exchangeTermsPolicy = new ExchangeTermsPolicy(conditions, parameterRules);
        this.plans = plans;
        this.issuance = issuance;
        this.maxActors = maxActors;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Exchanges a token. If the client presents tokens for several services in the audience, the first one that the graph gives the
     * requested token to is the caller.
     */
    GrantResult trade(Snapshot snapshot, Client client, OwnSubject subject, ExchangeRequest request, ProvenKeys keys) {
        GrantResult first = trade(snapshot, client, subject.callers().get(0), subject, request, keys);
        GrantResult result = first;
        for (int next = 1;
                result instanceof GrantResult.Refused
                        && next < subject.callers().size();
                next++) {
            result = trade(snapshot, client, subject.callers().get(next), subject, request, keys);
        }
        return result instanceof GrantResult.Refused ? first : result;
    }

    private GrantResult trade(
            Snapshot snapshot,
            Client client,
            String caller,
            OwnSubject subject,
            ExchangeRequest request,
            ProvenKeys keys) {
        Instant now = clock.instant();
        if (subject.token().expiresAt().getEpochSecond() <= now.getEpochSecond()) {
            // It expired since it was validated a moment ago.
            return GrantResult.Refused.subject("The subject token has expired.").because("expired");
        }
        Optional<Client> origin = snapshot.clients().find(subject.originClient());
        RequestVariables requestVariables = RequestVariables.of(
                subject.originClient(), origin, subject.token().subject(), request.parameters());
        Registration registration = Planner.registration(origin);
        SortedMap<String, Object> claims =
                Exchange.claimsToday(snapshot.graph(), registration, subject.subject(), subject.customClaims());
        ExchangeTermsPolicy.Outcome outcome = exchangeTermsPolicy.agree(
                snapshot.graph(),
                registration,
                new ExchangeTermsPolicy.Request(
                        subject.subject(),
                        new Exchange.Wish(caller, request.targets(), request.scopes()),
                        requestVariables.facts(claims),
                        request.parameters()));
        Trade trade = new Trade(snapshot, client, caller, subject, claims, keys, requestVariables, now);
        return outcome instanceof ExchangeTermsPolicy.Rejected no
                ? no.refusal()
                : minted(trade, (ExchangeTermsPolicy.Accepted) outcome);
    }

    private GrantResult minted(Trade trade, ExchangeTermsPolicy.Accepted agreed) {
        List<String> actors = Actors.joinedBy(
                trade.client().id(), trade.caller(), trade.token().actors());
        ChainValues chain = chain(trade, isExtendedBy(agreed, trade.token()) ? EXTENDED : EXCHANGED);
        if (actors.size() > maxActors || chain.rootJti().length() > MAX_ID_LENGTH) {
            return GrantResult.Refused.subject("The chain of exchanges is too long.")
                    .because("chain-too-long");
        }
        OuterToken outer =
                new OuterToken(trade.client().id(), actors, claims(trade.claims(), agreed), trade.confirmation());
        return plans.get(trade.snapshot(), agreed.given().origin(), outer, chain)
                .fold(
                        plan -> minted(trade, agreed, chain, plan),
                        refused -> GrantResult.Refused.of(refused.reason(), refused.detail()));
    }

    private GrantResult minted(Trade trade, ExchangeTermsPolicy.Accepted agreed, ChainValues chain, CompiledPlan plan) {
        boolean extended = isExtendedBy(agreed, trade.token());
        PlannedContent content = plan.plan().outer().content();
        Optional<String> flaw =
                SenderConstraintPolicy.violation(trade.snapshot().graph(), trade.token(), content, trade.keys());
        if (flaw.isEmpty() && trade.loosens()) {
            flaw = Optional.of("The service's tokens are bound to a key, so this one must be too: send a DPoP proof.");
        }
        if (flaw.isPresent()) {
            return GrantResult.Refused.subject(flaw.get()).because("sender-not-proven");
        }
        Duration beyond = extended ? agreed.extension() : left(trade.token(), agreed.given(), chain, content);
        GrantResult exchanged = GrantResult.of(issuance.issue(
                trade.snapshot(), plan, chain.extendedBy(beyond), trade.requestVariables(), "exchanged"));
        if (extended && exchanged instanceof GrantResult.Issued done) {
            audit.extended(done.token().jti(), chain.txn(), trade.token().expiresAt(), beyond);
        }
        return exchanged;
    }

    private static boolean isExtendedBy(ExchangeTermsPolicy.Accepted agreed, VerifiedToken token) {
        return !agreed.extension().isZero() && !isExtended(token);
    }

    private static boolean isExtended(VerifiedToken token) {
        return token.jti().contains(EXTENDED);
    }

    /** The renewal of an extended token keeps the remaining time, which is longer than a token's own lifetime. */
    private static Duration left(VerifiedToken token, Exchange.Given given, ChainValues chain, PlannedContent content) {
        return given.along() == null && isExtended(token)
                ? Duration.between(chain.expiry(content.lifetime()), token.expiresAt())
                : Duration.ZERO;
    }

    private static SortedMap<String, Object> claims(
            SortedMap<String, Object> claims, ExchangeTermsPolicy.Accepted agreed) {
        ClaimRules rules = agreed.given().rules();
        SortedMap<String, Object> travelling = new TreeMap<>(rules == null ? claims : rules.applyTo(claims));
        travelling.putAll(agreed.claims());
        return travelling;
    }

    /**
     * Returns what the new token takes over from the old one. Its id extends the old one's, so that revoking the old token revokes the new
     * one too.
     */
    private ChainValues chain(Trade trade, String joint) {
        VerifiedToken token = trade.token();
        return new ChainValues(
                        token.jti() + joint + issuance.ids().randomSuffix(),
                        token.txn(),
                        token.subject(),
                        token.identity(),
                        trade.now(),
                        token.expiresAt())
                .boundTo(trade.keys().binding());
    }
}

package matryoshka.service.exchange;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.plan.Actors;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.conditions.Conditions;
import matryoshka.service.conditions.Facts;
import matryoshka.service.conditions.ParameterRules;
import matryoshka.service.minting.Circumstances;
import matryoshka.service.minting.IssuedToken;
import matryoshka.service.minting.MintTokens;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.PreparedPlan;
import matryoshka.service.minting.PreparedPlans;
import matryoshka.service.possession.ProvenKeys;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trades a token of this issuer for a narrower one in its own audience, or for one of the next service (section 7 of the design).
 * Stale tokens too: the new one holds what the graph of today gives.
 */
public final class TradeToken {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    /** Begins the end of the {@code jti} of a token that was exchanged. */
    private static final String EXCHANGED = "~";
    /** The same where it outlives what it was exchanged for. No chain is extended twice: revocations are kept for one extension. */
    private static final String EXTENDED = "~!";

    /** A chain that is renewed so often that its ids outgrow this has to begin anew. */
    private static final int LONGEST_ID = 255;

    private final Conditions conditions;
    private final ParameterRules parameterRules;
    private final PreparedPlans plans;
    private final MintTokens mintTokens;
    private final int maxActors;
    private final Clock clock;

    /** @param maxActors how many may act in a chain, one after the other */
    public TradeToken(
            Conditions conditions,
            ParameterRules parameterRules,
            PreparedPlans plans,
            MintTokens mintTokens,
            int maxActors,
            Clock clock) {
        this.conditions = conditions;
        this.parameterRules = parameterRules;
        this.plans = plans;
        this.mintTokens = mintTokens;
        this.maxActors = maxActors;
        this.clock = clock;
    }

    /** What one exchange is about. */
    private record Trade(
            Snapshot snapshot,
            Client client,
            OwnSubject subject,
            ExchangeRequest request,
            ProvenKeys keys,
            Circumstances circumstances) {

        VerifiedToken token() {
            return subject.token();
        }
    }

    Exchanged trade(Snapshot snapshot, Client client, OwnSubject subject, ExchangeRequest request, ProvenKeys keys) {
        Optional<Client> origin = snapshot.clients().find(subject.originClient());
        Circumstances circumstances =
                Circumstances.of(subject.originClient(), origin, subject.token().subject(), request.parameters());
        Facts facts = circumstances.facts(subject.customClaims());
        PlanResult<Exchange.Given> given = new Exchange(
                        snapshot.graph(),
                        PreparePlan.registered(origin),
                        edge -> EdgeTerms.holds(edge, conditions, facts))
                .give(subject.subject(), new Exchange.Wish(client.id(), request.targets(), request.scopes()));
        return given instanceof Refused<Exchange.Given> refused
                ? Exchanged.Refused.of(refused.reason(), refused.detail())
                : onTerms(
                        new Trade(snapshot, client, subject, request, keys, circumstances),
                        ((Planned<Exchange.Given>) given).value());
    }

    private Exchanged onTerms(Trade trade, Exchange.Given given) {
        EdgeTerms terms = EdgeTerms.of(given.along());
        ParameterRules.Outcome outcome =
                parameterRules.check(terms.parameters(), trade.request().parameters());
        if (outcome instanceof ParameterRules.Missing missing) {
            return Exchanged.Refused.subject("'" + missing.name() + "' is required for this exchange.");
        }
        if (outcome instanceof ParameterRules.Malformed malformed) {
            return Exchanged.Refused.subject(
                    "'" + malformed.name() + "' is not of the form that this exchange requires.");
        }
        SortedMap<String, Object> claims =
                claims(trade.subject(), given.rules(), ((ParameterRules.Bound) outcome).claims());
        return minted(trade, given.origin(), claims, terms.extension());
    }

    private Exchanged minted(Trade trade, Origin origin, SortedMap<String, Object> claims, Duration extension) {
        List<String> actors = Actors.joinedBy(trade.client().id(), trade.token().actors());
        ChainValues chain = chain(trade.token(), extension).boundTo(trade.keys().binding());
        if (actors.size() > maxActors || chain.rootJti().length() > LONGEST_ID) {
            return Exchanged.Refused.subject("The chain of exchanges has become too long.");
        }
        OuterToken outer = new OuterToken(trade.client().id(), actors, claims);
        PlanResult<PreparedPlan> prepared = plans.get(trade.snapshot(), origin, outer, chain);
        if (prepared instanceof Refused<PreparedPlan> refused) {
            return Exchanged.Refused.of(refused.reason(), refused.detail());
        }
        PreparedPlan plan = ((Planned<PreparedPlan>) prepared).value();
        Optional<String> flaw = KeepBound.flaw(
                trade.snapshot().graph(), trade.token(), plan.plan().outer().content(), trade.keys());
        if (flaw.isPresent()) {
            return Exchanged.Refused.subject(flaw.get());
        }
        IssuedToken issued = mintTokens.mint(trade.snapshot(), plan, chain, trade.circumstances(), "exchanged");
        if (!chain.extension().isZero()) {
            AUDIT.info(
                    "extended jti={} txn={} beyond={} by={}",
                    chain.rootJti(),
                    chain.txn(),
                    trade.token().expiresAt(),
                    chain.extension());
        }
        return new Exchanged.Done(issued);
    }

    private static SortedMap<String, Object> claims(
            OwnSubject subject, @Nullable ClaimRules rules, SortedMap<String, String> parameters) {
        SortedMap<String, Object> claims = subject.customClaims();
        SortedMap<String, Object> travelling = new TreeMap<>(rules == null ? claims : rules.applyTo(claims));
        travelling.putAll(parameters);
        return travelling;
    }

    /** All that the new token has of the old one. Its id extends the other's, so that revoking that revokes this. */
    private ChainValues chain(VerifiedToken token, Duration extension) {
        boolean extended = !extension.isZero() && !token.jti().contains(EXTENDED);
        ChainValues chain = new ChainValues(
                token.jti() + (extended ? EXTENDED : EXCHANGED) + mintTokens.randomSuffix(),
                token.txn(),
                token.subject(),
                token.identity(),
                clock.instant(),
                token.expiresAt());
        return extended ? chain.extendedBy(extension) : chain;
    }
}

package matryoshka.service.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.plan.Actors;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.minting.MintTokens;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.PreparedPlan;
import matryoshka.service.minting.PreparedPlans;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.trust.SubjectTokenType;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Trades a token of this issuer for a narrower one in its own audience, or for one of the next service (section 7 of the design).
 * Stale tokens too: the new one holds what the graph of today gives.
 */
public final class ExchangeToken {
    /** A chain that is renewed so often that its ids outgrow this has to begin anew. */
    private static final int LONGEST_ID = 255;

    private final FindSubject findSubject;
    private final BeginChain beginChain;
    private final PreparedPlans plans;
    private final MintTokens mintTokens;
    private final int maxActors;
    private final Clock clock;

    /** @param maxActors how many may act in a chain, one after the other */
    public ExchangeToken(
            FindSubject findSubject,
            BeginChain beginChain,
            PreparedPlans plans,
            MintTokens mintTokens,
            int maxActors,
            Clock clock) {
        this.findSubject = findSubject;
        this.beginChain = beginChain;
        this.plans = plans;
        this.mintTokens = mintTokens;
        this.maxActors = maxActors;
        this.clock = clock;
    }

    /**
     * Trades a token.
     *
     * @param cnf what the new token is bound to, or null for what the graph binds it to
     */
    public Exchanged exchange(Snapshot snapshot, Client client, ExchangeRequest request, @Nullable Cnf cnf) {
        FindSubject.Sought sought = findSubject.find(snapshot, client, request.subjectToken());
        if (sought instanceof FindSubject.Sought.Foreign || request.subjectType() == SubjectTokenType.ID_TOKEN) {
            return beginChain.begin(snapshot, client, request, cnf);
        }
        if (sought instanceof FindSubject.Sought.No no) {
            return no.refusal();
        }
        OwnSubject subject = ((FindSubject.Sought.Subject) sought).subject();
        List<String> actors = Actors.joinedBy(client.id(), subject.token().actors());
        ChainValues chain = chain(subject.token()).boundTo(cnf);
        if (actors.size() > maxActors || chain.rootJti().length() > LONGEST_ID) {
            return Exchanged.Refused.subject("The chain of exchanges has become too long.");
        }
        PlanResult<Exchange.Given> given = new Exchange(
                        snapshot.graph(),
                        PreparePlan.registered(snapshot.clients().find(subject.originClient())))
                .give(subject.subject(), new Exchange.Wish(client.id(), request.targets(), request.scopes()));
        if (given instanceof Refused<Exchange.Given> refused) {
            return Exchanged.Refused.of(refused.reason(), refused.detail());
        }
        return minted(snapshot, client, subject, ((Planned<Exchange.Given>) given).value(), chain, actors);
    }

    private Exchanged minted(
            Snapshot snapshot,
            Client client,
            OwnSubject subject,
            Exchange.Given given,
            ChainValues chain,
            List<String> actors) {
        SortedMap<String, Object> claims = subject.customClaims();
        ClaimRules rules = given.rules();
        OuterToken outer = new OuterToken(client.id(), actors, rules == null ? claims : rules.applyTo(claims));
        PlanResult<PreparedPlan> prepared = plans.get(snapshot, given.origin(), outer, chain);
        if (prepared instanceof Refused<PreparedPlan> refused) {
            return Exchanged.Refused.of(refused.reason(), refused.detail());
        }
        PreparedPlan plan = ((Planned<PreparedPlan>) prepared).value();
        return new Exchanged.Done(mintTokens.mint(snapshot, plan, chain, "exchanged"));
    }

    /** All that the new token has of the old one. Its id extends the other's, so that revoking that revokes this. */
    private ChainValues chain(VerifiedToken token) {
        Instant now = clock.instant();
        return new ChainValues(
                token.jti() + "~" + mintTokens.randomSuffix(),
                token.txn(),
                token.subject(),
                token.identity(),
                now,
                token.expiresAt());
    }
}

package matryoshka.service.start;

import io.dropwizard.lifecycle.Managed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.planning.ledger.KeepLedger;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.StatusUris;
import matryoshka.service.planning.minting.TokenTemplates;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.AwaitVersion;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.service.staleness.events.RecordStaleness;
import matryoshka.service.staleness.events.StalenessRecorder;
import matryoshka.service.staleness.explain.ExplainResource;
import matryoshka.service.staleness.explain.ExplainToken;
import matryoshka.service.staleness.explain.GraphChanges;
import matryoshka.service.staleness.status.PlacesInLists;
import matryoshka.service.staleness.status.StatusLists;
import matryoshka.service.staleness.status.StatusResource;
import matryoshka.service.staleness.status.StatusTimes;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.tokens.grants.ClientCredentialsGrant;
import matryoshka.service.tokens.grants.ExchangeExternalToken;
import matryoshka.service.tokens.grants.ExchangeOwnToken;
import matryoshka.service.tokens.grants.Grant;
import matryoshka.service.tokens.grants.IssueToken;
import matryoshka.service.tokens.grants.JwtBearerGrant;
import matryoshka.service.tokens.grants.SubjectTokenValidator;
import matryoshka.service.tokens.grants.TokenExchangeGrant;
import matryoshka.service.tokens.introspection.IntrospectToken;
import matryoshka.service.tokens.introspection.IntrospectionResource;
import matryoshka.service.tokens.introspection.SignIntrospection;
import matryoshka.service.tokens.issuance.TokenResource;
import matryoshka.token.SignatureProvider;

/** Joins what gives tokens, and what judges them: wiring only. */
final class StartTokens {
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);

    private final IssuerConfiguration configuration;
    private final Snapshots snapshots;
    private final DatabaseClock clock;
    private final String issuer;
    private final Planner planner;
    private final KeptPlans keptPlans;
    private final PlanLedger ledger;
    private final StatusTimes statusTimes;
    private final EvaluateTokens evaluateTokens;
    private final StalenessPolicy policy;
    private final Foundation foundation;
    private final AwaitVersion awaitVersion;

    StartTokens(
            IssuerConfiguration configuration,
            Stores stores,
            Snapshots snapshots,
            DatabaseClock clock,
            Foundation foundation) {
        this.configuration = configuration;
        this.snapshots = snapshots;
        this.clock = clock;
        this.foundation = foundation;
        this.awaitVersion = new AwaitVersion(snapshots, configuration.waiting().places());
        this.issuer = configuration.issuer().toString();
        this.planner = new Planner(
                issuer,
                configuration.budget().budget(),
                configuration.embedding().format(),
                configuration.statusList().enabled(),
                configuration.tokens().maxActors());
        this.keptPlans = stores.keptPlans();
        this.ledger = new PlanLedger(
                stores.planUses(),
                keptPlans,
                FLUSH_INTERVAL,
                configuration.tokens().maxDisconnected(),
                foundation.memory());
        this.statusTimes = new StatusTimes(clock, configuration.statusList().ttl());
        this.evaluateTokens = new EvaluateTokens(ledger, keptPlans, planner, snapshots.current(), foundation.memory());
        this.policy = new StalenessPolicy(
                configuration.staleness().excess(),
                configuration.staleness().missingGrace(),
                stores.lastTerms(),
                stores.staleSince(),
                clock,
                foundation.memory());
    }

    AwaitVersion awaitVersion() {
        return awaitVersion;
    }

    Planner planner() {
        return planner;
    }

    PlanLedger ledger() {
        return ledger;
    }

    EvaluateTokens evaluateTokens() {
        return evaluateTokens;
    }

    StalenessPolicy policy() {
        return policy;
    }

    /** @param refreshClients has the snapshots hold the clients as they are now */
    Managed stalenessRecorder(Stores stores, Runnable refreshClients) {
        return new StalenessRecorder(
                snapshots,
                new RecordStaleness(
                        keptPlans,
                        snapshots,
                        refreshClients,
                        evaluateTokens,
                        stores.recordings(),
                        stores.versions()::load),
                foundation.workers());
    }

    /** A plan is kept until nobody can have a token of it, nor a list: be it from an instance that lost the database a while ago. */
    Managed keepLedger() {
        return new KeepLedger(
                ledger, clock, FLUSH_INTERVAL, tokensGone().plus(statusTimes.longestLife()), foundation.workers());
    }

    /** After the last token's expiry of a plan, nobody can have a token of it: be it from an instance that has lost the database. */
    private Duration tokensGone() {
        return configuration
                .tokens()
                .maxLifetime()
                .plus(configuration.tokens().maxExtension())
                .plus(configuration.tokens().maxDisconnected().multipliedBy(2));
    }

    /** The endpoint that explains tokens. */
    ExplainResource explaining(LiveTokens liveTokens, GraphChanges changes, Obstacles obstacles) {
        AssessToken assessToken = new AssessToken(liveTokens, evaluateTokens, policy);
        return new ExplainResource(new ExplainToken(snapshots, assessToken, evaluateTokens, changes), obstacles);
    }

    /**
     * Registers the endpoints.
     *
     * @return what issues tokens to clients for themselves
     */
    IssueToken join(
            Consumer<Object> register,
            Obstacles obstacles,
            StartClientAuthentication authentication,
            LiveTokens liveTokens,
            StartTrust trust,
            Expressions expressions,
            SignatureProvider provider,
            SecureRandom random) {
        PlanCache plans = new PlanCache(planner, snapshots.current(), foundation.memory());
        MintTokens mintTokens = new MintTokens(
                ledger,
                configuration.budget().budget(),
                new TokenTemplates(expressions.conditions(), foundation.memory()),
                random);
        AssessToken assessToken = new AssessToken(liveTokens, evaluateTokens, policy);
        IssueToken issueToken = new IssueToken(plans, mintTokens, clock);
        ExchangeExternalToken exchangeExternalToken =
                new ExchangeExternalToken(trust.verifyExternalToken(), plans, mintTokens, clock);
        List<Grant> grants = List.of(
                new ClientCredentialsGrant(issueToken),
                new TokenExchangeGrant(
                        new SubjectTokenValidator(assessToken, obstacles),
                        new ExchangeOwnToken(
                                expressions.conditions(),
                                expressions.parameterRules(),
                                plans,
                                mintTokens,
                                configuration.tokens().maxActors(),
                                clock),
                        exchangeExternalToken),
                new JwtBearerGrant(exchangeExternalToken));
        RecentGraph recentGraph = new RecentGraph(snapshots, obstacles, awaitVersion);
        SignStatements signStatements = new SignStatements(provider);
        register.accept(new TokenResource(
                recentGraph, authentication.authentication(), authentication.senderConstraint(), grants));
        register.accept(new IntrospectionResource(
                recentGraph,
                authentication.authentication(),
                new IntrospectToken(assessToken),
                new SignIntrospection(signStatements, issuer, clock),
                obstacles));
        StatusLists lists = new StatusLists(
                new PlacesInLists(keptPlans, evaluateTokens, policy, ledger, tokensGone()),
                signStatements,
                new StatusUris(issuer),
                statusTimes,
                foundation.memory());
        register.accept(new StatusResource(snapshots::current, lists, statusTimes, obstacles));
        return issueToken;
    }
}

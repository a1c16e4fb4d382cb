package matryoshka.service.start;

import java.util.Base64;
import java.util.List;
import matryoshka.service.planning.minting.Issuance;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.platform.audit.RefusalCounts;
import matryoshka.service.platform.metrics.TokenMetrics;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.tokens.grants.ClientCredentialsGrant;
import matryoshka.service.tokens.grants.ExchangeExternalToken;
import matryoshka.service.tokens.grants.ExchangeOwnToken;
import matryoshka.service.tokens.grants.Grant;
import matryoshka.service.tokens.grants.IssueToken;
import matryoshka.service.tokens.grants.JwtBearerGrant;
import matryoshka.service.tokens.grants.SubjectTokenValidator;
import matryoshka.service.tokens.grants.TokenExchangeGrant;
import matryoshka.service.tokens.introspection.CacheableAnswer;
import matryoshka.service.tokens.introspection.IntrospectToken;
import matryoshka.service.tokens.introspection.IntrospectionResource;
import matryoshka.service.tokens.introspection.SignIntrospection;
import matryoshka.service.tokens.issuance.ActivityResource;
import matryoshka.service.tokens.issuance.TokenFormats;
import matryoshka.service.tokens.issuance.TokenResource;
import matryoshka.service.tokens.metadata.MetadataResource;

/** Wires the token endpoint with its grants, introspection and metadata. */
final class TokensArea {
    private static final int INSTANCE_BYTES = 9;

    private final Platform platform;
    private final PlanningArea planning;
    private final SnapshotArea snapshot;
    private final PlanCache plans;
    private final PhantomArea phantoms;
    private final IssueToken issueToken;

    TokensArea(Platform platform, PlanningArea planning, SnapshotArea snapshot, PhantomArea phantoms) {
        this.phantoms = phantoms;
        this.platform = platform;
        this.planning = planning;
        this.snapshot = snapshot;
        this.plans = planning.planCache(snapshot.snapshots().current());
        this.issueToken = new IssueToken(plans, planning.mintTokens(), platform.clock());
    }

    /** Registers the endpoints. */
    void join(ClientsArea clients, TrustArea trust, KeysArea keys, AssessToken assessToken) {
        IssuerConfiguration configuration = platform.configuration();
        RecentGraph recentGraph = snapshot.recentGraph();
        Obstacles obstacles = snapshot.obstacles();
        TokenMetrics metrics = new TokenMetrics(platform.metrics());
        platform.register(new ActivityResource(
                metrics, new RefusalCounts(platform.environment().metrics()), platform.clock(), instance()));
        platform.register(new TokenResource(
                recentGraph,
                clients.authentication(),
                clients.senderConstraint(),
                formats(trust, assessToken, new SubjectTokenValidator(assessToken, obstacles)),
                platform.audit(),
                metrics));
        platform.register(new IntrospectionResource(
                recentGraph,
                clients.authentication(),
                new IntrospectToken(assessToken),
                new SignIntrospection(keys.signStatements(), platform.issuer(), platform.clock()),
                obstacles,
                new CacheableAnswer(configuration.tokens().phantomMaxAge(), platform.clock())));
        platform.register(new MetadataResource(
                configuration.issuer(),
                () -> snapshot.snapshots().current().keys(),
                TlsConnectors.methods(configuration)));
    }

    /** Returns a new id for this run of the issuer. */
    private String instance() {
        byte[] id = new byte[INSTANCE_BYTES];
        platform.random().nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private TokenFormats formats(TrustArea trust, AssessToken assessToken, SubjectTokenValidator validator) {
        return new TokenFormats(
                grants(trust, assessToken, validator, plans, planning.mintTokens()),
                grants(trust, assessToken, validator, phantoms.plans(), planning.grantPhantoms()),
                phantoms.sealHandle(),
                phantoms.splitTokens(),
                platform.clock());
    }

    private List<Grant> grants(
            TrustArea trust,
            AssessToken assessToken,
            SubjectTokenValidator validator,
            PlanCache formatPlans,
            Issuance issuance) {
        ExchangeExternalToken exchangeExternalToken =
                new ExchangeExternalToken(trust.verifyExternalToken(), formatPlans, issuance, platform.clock());
        ExchangeOwnToken exchangeOwnToken = new ExchangeOwnToken(
                planning.conditions(),
                planning.parameterRules(),
                formatPlans,
                issuance,
                platform.configuration().tokens().maxActors(),
                platform.audit(),
                platform.clock());
        return List.of(
                new ClientCredentialsGrant(new IssueToken(formatPlans, issuance, platform.clock())),
                new TokenExchangeGrant(assessToken, validator, exchangeOwnToken, exchangeExternalToken),
                new JwtBearerGrant(exchangeExternalToken));
    }

    IssueToken issueToken() {
        return issueToken;
    }
}

package matryoshka.service.start;

import java.util.List;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
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
import matryoshka.service.tokens.introspection.IntrospectToken;
import matryoshka.service.tokens.introspection.IntrospectionResource;
import matryoshka.service.tokens.introspection.SignIntrospection;
import matryoshka.service.tokens.issuance.TokenResource;
import matryoshka.service.tokens.metadata.MetadataResource;

/** Wires the token endpoint with its grants, introspection and metadata. */
final class TokensArea {
    private final Platform platform;
    private final PlanningArea planning;
    private final SnapshotArea snapshot;
    private final PlanCache plans;
    private final IssueToken issueToken;

    TokensArea(Platform platform, PlanningArea planning, SnapshotArea snapshot) {
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
        platform.register(new TokenResource(
                recentGraph,
                clients.authentication(),
                clients.senderConstraint(),
                grants(trust, assessToken, new SubjectTokenValidator(assessToken, obstacles)),
                platform.audit(),
                new TokenMetrics(platform.metrics())));
        platform.register(new IntrospectionResource(
                recentGraph,
                clients.authentication(),
                new IntrospectToken(assessToken),
                new SignIntrospection(keys.signStatements(), platform.issuer(), platform.clock()),
                obstacles));
        platform.register(new MetadataResource(
                configuration.issuer(),
                () -> snapshot.snapshots().current().keys(),
                TlsConnectors.methods(configuration)));
    }

    private List<Grant> grants(TrustArea trust, AssessToken assessToken, SubjectTokenValidator subjectTokenValidator) {
        MintTokens mintTokens = planning.mintTokens();
        ExchangeExternalToken exchangeExternalToken =
                new ExchangeExternalToken(trust.verifyExternalToken(), plans, mintTokens, platform.clock());
        ExchangeOwnToken exchangeOwnToken = new ExchangeOwnToken(
                planning.conditions(),
                planning.parameterRules(),
                plans,
                mintTokens,
                platform.configuration().tokens().maxActors(),
                platform.audit(),
                platform.clock());
        return List.of(
                new ClientCredentialsGrant(issueToken),
                new TokenExchangeGrant(assessToken, subjectTokenValidator, exchangeOwnToken, exchangeExternalToken),
                new JwtBearerGrant(exchangeExternalToken));
    }

    IssueToken issueToken() {
        return issueToken;
    }
}

package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.ClientSecrets;
import matryoshka.service.clients.registration.ClientsChanged;
import matryoshka.service.clients.registration.ClientsFeature;
import matryoshka.service.graph.GraphFeature;
import matryoshka.service.graph.preview.PlanResource;
import matryoshka.service.graph.preview.PreviewPlan;
import matryoshka.service.graph.publish.AssessEdit;
import matryoshka.service.graph.publish.ImpactBounds;
import matryoshka.service.graph.publish.JudgeClient;
import matryoshka.service.graph.publish.MeasureImpact;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.graph.versions.VersionedDocument;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.JwksResource;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.planning.minting.BudgetRule;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.platform.access.AdminAccess;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.background.WorkersHealth;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.http.Cursors;
import matryoshka.service.platform.openapi.OpenApiResource;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.revocation.ChainOrigins;
import matryoshka.service.revocation.bearer.BearerTokens;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.staleness.webhooks.SignEvent;
import matryoshka.service.start.replication.Replica;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.start.settings.TokenSettings;
import matryoshka.service.tokens.grants.IssueToken;
import matryoshka.service.tokens.metadata.MetadataResource;
import matryoshka.token.ClaimNames;
import matryoshka.token.SignatureProvider;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import org.jdbi.v3.core.Jdbi;

/** Brings an issuer up and joins its features to the application: wiring only. */
public final class StartIssuer {
    private final IssuerConfiguration configuration;
    private final Environment environment;
    private final StartClock clocks;
    private final DatabaseClock clock;
    private final SecureRandom random;
    private final String issuer;
    private final SignatureProvider provider;
    private final Workers workers = new Workers();

    /** @param machine the machine's clock */
    public StartIssuer(IssuerConfiguration configuration, Environment environment, Clock machine, SecureRandom random) {
        this.configuration = configuration;
        this.environment = environment;
        this.clocks = StartClock.start(configuration.clock(), machine, environment);
        this.clock = clocks.clock();
        this.random = random;
        this.issuer = configuration.issuer().toString();
        this.provider = SignatureProvider.fastest(random);
    }

    public Issuer start() {
        ClientSecrets secrets = new ClientSecrets(random);
        Path adminFile = configuration.dataDir().resolve("admin-client.json");
        Stores stores = openStores();
        new FirstAdmin(stores.clients(), secrets, clock).makeIfAlone(adminFile);

        ClientPower clientPower = stores.clientPower(configuration);
        CacheMemory memory = CacheMemory.ofHeap(configuration.limits().cacheHeapPercent(), environment.metrics());
        Foundation foundation = new Foundation(environment, workers, memory);
        Expressions expressions = Expressions.start(memory);
        GraphRules rules = new GraphRules(terms(), expressions.rules());
        Snapshots snapshots = new Snapshots(firstSnapshot(stores, rules));
        StartReplication replication =
                new StartReplication(configuration, environment, stores, rules, snapshots, clocks, workers);
        Replica replica = replication.replica();
        StartRevocation revocation = new StartRevocation(configuration, stores, clientPower, clock);
        StartTokens tokens = new StartTokens(configuration, stores, snapshots, clock, foundation);
        Obstacles obstacles = replication.obstacles(revocation.follow());
        StartTrust trust = StartTrust.start(configuration, stores.trustedIssuers(), foundation, clock);
        SignEvent signEvent = new SignEvent(new SignStatements(provider), issuer);
        StartEvents events =
                new StartEvents(foundation, stores, snapshots, clientPower, trust.http(), signEvent, random);
        revocation.manage(foundation);
        manage(tokens.keepLedger());
        manage(tokens.stalenessRecorder(stores, replica::refreshClients));
        replication.follow(
                revocation.follow(),
                Map.of(
                        "issuers", trust.current()::refresh,
                        "events", events::follow));

        StartClientAuthentication authentication =
                new StartClientAuthentication(configuration, environment, clock, stores, workers);
        watch();
        LiveTokens liveTokens = new LiveTokens(
                issuer,
                snapshots,
                provider,
                revocation.known(),
                new ChainOrigins(() -> snapshots.current().clients(), trust.current()),
                clock);
        register(new AdminAccess(new BearerTokens(issuer, snapshots, liveTokens), obstacles::toJudging));
        register(
                revocation.feature(snapshots, authentication.authentication(), liveTokens, tokens.ledger(), obstacles));
        register(new JwksResource(() -> snapshots.current().keys()));
        register(new MetadataResource(
                configuration.issuer(), configuration.tokens().algorithm(), TlsConnectors.methods(configuration)));
        register(new OpenApiResource(configuration.issuer()));
        Planner planner = tokens.planner();
        register(tokens.explaining(liveTokens, stores.graphChanges(), obstacles));
        IssueToken issueToken = tokens.join(
                this::register, obstacles, authentication, liveTokens, trust, expressions, provider, random);
        BudgetRule budgetRule = new BudgetRule(configuration.budget().budget(), planner);
        SizeRules sizeRules = new SizeRules(configuration.limits().elements());
        AssessEdit assessEdit = new AssessEdit(sizeRules, rules, budgetRule, snapshots);
        ReadGraph readGraph = new ReadGraph(stores.versions(), snapshots, rules);
        MeasureImpact measureImpact = new MeasureImpact(
                stores.keptPlans(),
                snapshots,
                readGraph::graph,
                planner,
                new ImpactBounds(
                        configuration.plans().impactTime(),
                        configuration.plans().impactEntries()));
        PublishGraph publishGraph = new PublishGraph(stores.versions(), snapshots, assessEdit, measureImpact, clock);
        DocumentMemory documents =
                DocumentMemory.ofHeap(configuration.limits().documentHeapPercent(), environment.metrics());
        joinGraph(stores, readGraph, publishGraph, sizeRules, documents);
        register(new PlanResource(
                new PreviewPlan(readGraph, snapshots, planner, trust.current(), documents), tokens.awaitVersion()));
        ClientsChanged clientsChanged = replica::clientsChanged;
        JudgeClient judgeClient = new JudgeClient(budgetRule, snapshots);
        register(new ClientsFeature(stores.clients(), judgeClient, clientPower, clientsChanged, random, clock));
        return new Issuer(
                snapshots,
                publishGraph,
                issueToken,
                stores.clients(),
                secrets,
                clientsChanged,
                clock,
                provider.description(configuration.tokens().algorithm()),
                adminFile);
    }

    /** When all workers are there. */
    private void watch() {
        environment.healthChecks().register("workers", new WorkersHealth(workers));
        environment.metrics().registerAll("matryoshka.workers", workers);
    }

    private Stores openStores() {
        boolean embedded = configuration.database().isEmbedded();
        Jdbi jdbi = StartDatabase.start(configuration.database(), configuration.dataDir(), environment, workers);
        clocks.measure(jdbi);
        KeyEncryption encryption = StartKeys.encryption(configuration, embedded, random);
        TokenSettings tokens = configuration.tokens();
        KeyRing keys = new JdbiSigningKeys(jdbi, encryption, random)
                .ready(tokens.algorithm(), clock.instant(), tokens.maxLifetime().plus(tokens.maxExtension()));
        return Stores.in(jdbi, keys, encryption, configuration, clock);
    }

    private Snapshot firstSnapshot(Stores stores, GraphRules rules) {
        VersionedDocument current = stores.versions().current();
        TokenSealer sealer =
                new TokenSealer(new TokenSigner(stores.keys().active(), provider), new TokenEncrypter(random));
        return new Snapshot(
                current.version(),
                rules.valid(current.document()),
                stores.clients().all(),
                stores.keys(),
                sealer);
    }

    private void joinGraph(
            Stores stores,
            ReadGraph readGraph,
            PublishGraph publishGraph,
            SizeRules sizeRules,
            DocumentMemory documents) {
        Cursors cursors = new Cursors(stores.encryption().derive("cursors"));
        register(new GraphFeature(readGraph, stores.versions(), publishGraph, sizeRules, documents, cursors));
    }

    private void register(Object component) {
        environment.jersey().register(component);
    }

    private void manage(Managed managed) {
        environment.lifecycle().manage(managed);
    }

    private GraphTerms terms() {
        return new GraphTerms(
                issuer,
                configuration.tokens().lifetime(),
                configuration.tokens().maxLifetime(),
                configuration.tokens().maxExtension(),
                Sorted.set(ClaimNames.RESERVED));
    }
}

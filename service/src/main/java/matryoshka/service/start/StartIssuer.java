package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.service.IssuerConfiguration;
import matryoshka.service.access.AdminAccess;
import matryoshka.service.bearer.BearerTokens;
import matryoshka.service.clients.ClientSecrets;
import matryoshka.service.clients.Clients;
import matryoshka.service.clients.ClientsChanged;
import matryoshka.service.clients.ClientsFeature;
import matryoshka.service.clients.JdbiClients;
import matryoshka.service.graph.AssessEdit;
import matryoshka.service.graph.GraphFeature;
import matryoshka.service.graph.GraphRules;
import matryoshka.service.graph.GraphVersions;
import matryoshka.service.graph.JdbiGraphVersions;
import matryoshka.service.graph.JudgeClient;
import matryoshka.service.graph.MeasureImpact;
import matryoshka.service.graph.PublishGraph;
import matryoshka.service.graph.ReadGraph;
import matryoshka.service.graph.VersionedDocument;
import matryoshka.service.http.Cursors;
import matryoshka.service.issuance.IssueToken;
import matryoshka.service.issuance.TokenResource;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.JwksResource;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.ledger.FlushLedger;
import matryoshka.service.ledger.JdbiPlanUses;
import matryoshka.service.ledger.PlanLedger;
import matryoshka.service.ledger.PlanUses;
import matryoshka.service.metadata.MetadataResource;
import matryoshka.service.minting.BudgetRule;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.PreparedPlans;
import matryoshka.service.openapi.OpenApiResource;
import matryoshka.service.plan.PlanResource;
import matryoshka.service.plan.PreviewPlan;
import matryoshka.service.replication.GraphHealth;
import matryoshka.service.replication.PostgresFollower;
import matryoshka.service.replication.Replica;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.ClaimNames;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import org.jdbi.v3.core.Jdbi;

/** Brings an issuer up and joins its features to the application: wiring only. */
public final class StartIssuer {
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);
    private static final Duration MOST_LAG = Duration.ofSeconds(5);

    private final IssuerConfiguration configuration;
    private final Environment environment;
    private final Clock clock;
    private final SecureRandom random;

    public StartIssuer(IssuerConfiguration configuration, Environment environment, Clock clock, SecureRandom random) {
        this.configuration = configuration;
        this.environment = environment;
        this.clock = clock;
        this.random = random;
    }

    public Issuer start() {
        boolean embedded = configuration.database().isEmbedded();
        Jdbi jdbi = StartDatabase.start(configuration.database(), configuration.dataDir(), environment);
        SigningAlgorithm algorithm = configuration.tokens().algorithm();
        SignatureProvider provider = SignatureProvider.fastest(random);
        KeyEncryption encryption = StartKeys.encryption(configuration, embedded, random);
        KeyRing keys = new JdbiSigningKeys(jdbi, encryption, random)
                .ready(algorithm, now(), configuration.tokens().maxLifetime());
        Clients clients = new JdbiClients(jdbi, clock);
        ClientSecrets secrets = new ClientSecrets(random);
        Path adminFile = configuration.dataDir().resolve("admin-client.json");
        new FirstAdmin(clients, secrets, clock).makeIfAlone(adminFile);

        GraphVersions versions = new JdbiGraphVersions(jdbi);
        GraphRules rules = new GraphRules(terms());
        VersionedDocument current = versions.current();
        TokenSealer sealer = new TokenSealer(new TokenSigner(keys.active(), provider), new TokenEncrypter(random));
        Snapshots snapshots = new Snapshots(
                new Snapshot(current.version(), rules.valid(current.document()), clients.all(), keys, sealer));
        Replica replica = new Replica(versions, rules, clients, snapshots, clock);
        environment.lifecycle().manage(new PostgresFollower(StartDatabase.unpooled(configuration.database()), replica));

        Budget budget = configuration.budget().budget();
        PreparePlan preparePlan = new PreparePlan(issuer(), budget);
        PlanUses planUses = new JdbiPlanUses(jdbi);
        PlanLedger ledger = new PlanLedger(planUses, FLUSH_INTERVAL);
        environment.lifecycle().manage(new FlushLedger(ledger, clock, FLUSH_INTERVAL));
        IssueToken issueToken =
                new IssueToken(new PreparedPlans(preparePlan, snapshots.current()), ledger, clock, random);
        register(new AdminAccess(new BearerTokens(issuer(), snapshots, provider, clock)));
        Duration maxDisconnected = configuration.tokens().maxDisconnected();
        register(new TokenResource(
                snapshots, issueToken, () -> replica.lag().sinceConfirmed().compareTo(maxDisconnected) > 0));
        register(new JwksResource(() -> snapshots.current().keys()));
        register(new MetadataResource(configuration.issuer()));
        register(new OpenApiResource(configuration.issuer()));

        BudgetRule budgetRule = new BudgetRule(budget, preparePlan);
        AssessEdit assessEdit = new AssessEdit(rules, budgetRule, snapshots);
        PublishGraph publishGraph = new PublishGraph(versions, snapshots, assessEdit, clock);
        ReadGraph readGraph = new ReadGraph(versions, snapshots, rules);
        MeasureImpact measureImpact = new MeasureImpact(planUses, snapshots, readGraph, preparePlan, clock);
        register(new GraphFeature(
                readGraph, versions, publishGraph, measureImpact, new Cursors(encryption.derive("cursors"))));
        register(new PlanResource(new PreviewPlan(readGraph, snapshots, preparePlan)));
        ClientsChanged clientsChanged = replica::clientsChanged;
        register(new ClientsFeature(clients, new JudgeClient(budgetRule, snapshots), clientsChanged, random, clock));
        environment.healthChecks().register("graph", new GraphHealth(replica, MOST_LAG));
        return new Issuer(
                snapshots,
                publishGraph,
                issueToken,
                clients,
                secrets,
                clientsChanged,
                clock,
                provider.description(algorithm),
                adminFile);
    }

    private void register(Object component) {
        environment.jersey().register(component);
    }

    private String issuer() {
        return configuration.issuer().toString();
    }

    private Instant now() {
        return clock.instant();
    }

    private GraphTerms terms() {
        return new GraphTerms(
                issuer(),
                configuration.tokens().lifetime(),
                configuration.tokens().maxLifetime(),
                Sorted.set(ClaimNames.RESERVED));
    }
}

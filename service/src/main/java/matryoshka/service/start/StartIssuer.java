package matryoshka.service.start;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
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
import matryoshka.service.graph.GraphDotResource;
import matryoshka.service.graph.GraphResource;
import matryoshka.service.graph.GraphRules;
import matryoshka.service.graph.GraphVersions;
import matryoshka.service.graph.JdbiGraphVersions;
import matryoshka.service.graph.PublishGraph;
import matryoshka.service.graph.ReadGraph;
import matryoshka.service.graph.VersionedDocument;
import matryoshka.service.issuance.IssueToken;
import matryoshka.service.issuance.TokenResource;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.JwksResource;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.metadata.MetadataResource;
import matryoshka.service.minting.BudgetRule;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.PreparedPlans;
import matryoshka.service.plan.PlanResource;
import matryoshka.service.plan.PreviewPlan;
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
        KeyRing keys = new JdbiSigningKeys(jdbi, StartKeys.encryption(configuration, embedded, random), random)
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
        ClientsChanged clientsChanged = () -> snapshots.clients(clients.all());

        Budget budget = configuration.budget().budget();
        PreparePlan preparePlan = new PreparePlan(issuer(), budget);
        PublishGraph publishGraph =
                new PublishGraph(versions, snapshots, rules, new BudgetRule(budget, preparePlan), clock);
        IssueToken issueToken = new IssueToken(new PreparedPlans(preparePlan, snapshots.current()), clock, random);
        ReadGraph readGraph = new ReadGraph(versions, snapshots, rules);
        GraphResource graphResource = new GraphResource(readGraph, publishGraph);

        register(new AdminAccess(new BearerTokens(issuer(), snapshots, provider, clock)));
        register(new TokenResource(snapshots, issueToken));
        register(new JwksResource(() -> snapshots.current().keys()));
        register(new MetadataResource(configuration.issuer()));
        register(graphResource);
        register(new GraphDotResource(graphResource));
        register(new PlanResource(new PreviewPlan(readGraph, snapshots, preparePlan)));
        register(new ClientsFeature(
                clients,
                scope -> snapshots.current().graph().ownerOf(scope).isPresent(),
                clientsChanged,
                random,
                clock));
        environment.healthChecks().register("graph", new HealthCheck() {
            @Override
            protected Result check() {
                return Result.healthy("version " + versions.currentVersion());
            }
        });
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

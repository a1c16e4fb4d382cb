package matryoshka.benchmarks.large;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.World;
import matryoshka.embeddedpostgres.Durability;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.graph.publish.AssessEdit;
import matryoshka.service.graph.publish.GraphEdits;
import matryoshka.service.graph.publish.ImpactBounds;
import matryoshka.service.graph.publish.MeasureImpact;
import matryoshka.service.graph.publish.Publication;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.graph.publish.PublishRequest;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.planning.ledger.JdbiKeptPlans;
import matryoshka.service.planning.minting.BudgetRule;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditFormat;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.platform.database.Migrations;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.time.ClockWatch;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.start.replication.ListenForChanges;
import matryoshka.service.start.replication.PostgresFollower;
import matryoshka.service.start.replication.Replica;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Publishing, loading and replication, wired as at the start of the issuer but without HTTP. */
final class OnPostgres {
    private static final int CHANGES = 9;

    /** As the shipped configuration has them. */
    private static final ElementLimits LIMITS = new ElementLimits(100_000, 1_000_000, 1_000, 10_000_000);

    private static final PublishRequest BY_ADMIN = new PublishRequest(
            new AdminCaller("bench", Scopes.of(BuiltIn.GRAPH_PUBLISH_ANY)), null, Preconditions.NONE, false);

    private final GraphRules rules = Samples.rules();
    private final Clock clock = Clock.systemUTC();
    private final PGSimpleDataSource database;
    private final Jdbi jdbi;
    private final JdbiGraphVersions versions;

    private OnPostgres(PGSimpleDataSource database) {
        this.database = database;
        this.jdbi = Databases.jdbi(database);
        this.versions = new JdbiGraphVersions(jdbi);
    }

    static void measure(GraphDocument document) throws Exception {
        Path home = Files.createTempDirectory("matryoshka-large");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(home).durability(Durability.FULL).start()) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(postgres.jdbcUrl());
            database.setUser(postgres.user());
            database.setPassword(postgres.password());
            Migrations.run(database);
            // As the shipped configuration has it.
            database.setOptions("-c statement_timeout=5s -c lock_timeout=2s");
            new OnPostgres(database).measureAll(document);
        }
    }

    private void measureAll(GraphDocument document) throws Exception {
        Timings.head("On PostgreSQL");
        Snapshots first = snapshots();
        PublishGraph publishGraph = new PublishGraph(
                versions,
                first,
                new AssessEdit(new SizeRules(LIMITS), rules, new BudgetRule(World.planners()), first),
                new MeasureImpact(
                        new JdbiKeptPlans(jdbi),
                        first,
                        new ReadGraph(versions, first, rules)::graph,
                        World.planners(),
                        new ImpactBounds(Duration.ofSeconds(4), 1_000)),
                new AuditLog(new MetricRegistry(), System::nanoTime, AuditFormat.text()),
                clock);
        long start = System.nanoTime();
        publish(publishGraph, document);
        Timings.print("publish the whole graph as the first version", Timings.millisSince(start));
        Timings.measure("load: read the rows", CHANGES, versions::current);
        Timings.measure(
                "load: read, validate and index",
                CHANGES,
                () -> rules.valid(versions.current().document()));
        oneEdge(publishGraph, document);
    }

    /** Publishes one edge after the other, and measures how long another instance takes to load it. */
    private void oneEdge(PublishGraph publishGraph, GraphDocument document) throws Exception {
        Snapshots second = snapshots();
        Workers workers = new Workers();
        Replica replica = new Replica(
                versions::since,
                rules,
                new JdbiClients(jdbi, clock, Duration.ofHours(25))::all,
                second,
                clock,
                workers);
        ClockWatch clocks = new ClockWatch(new DatabaseClock(clock), Duration.ofSeconds(30), Duration.ofSeconds(60));
        PostgresFollower follow = new PostgresFollower(
                database,
                ListenForChanges.with(clocks),
                replica,
                new RevocationSync(new RevocationCache(), clock),
                Map.of(),
                workers);
        replica.start();
        follow.start();
        try {
            double[] publishing = new double[CHANGES];
            double[] replicating = new double[CHANGES];
            List<String> edges = List.copyOf(document.dependencies().keySet());
            for (int i = 0; i < CHANGES; i++) {
                GraphDocument changed = OneEdge.change(document, edges.get(i * 20_000), 30 + i);
                long start = System.nanoTime();
                long version = publish(publishGraph, changed);
                publishing[i] = Timings.millisSince(start);
                if (!second.awaitGraph(version, Duration.ofSeconds(30))) {
                    throw new IllegalStateException("the second instance never loaded version " + version);
                }
                replicating[i] = Timings.millisSince(start) - publishing[i];
            }
            Timings.print("one-edge change: judge, write, swap", publishing);
            Timings.print("until a second instance holds it, after that", replicating);
        } finally {
            follow.stop();
            replica.stop();
        }
    }

    /** The snapshots of an instance that has just started on the empty database. */
    private static Snapshots snapshots() {
        return new Snapshots(World.empty().snapshot());
    }

    private static long publish(PublishGraph publishGraph, GraphDocument document) {
        Publication publication =
                publishGraph.publish(GraphEdits.replace(new ReadDocument(document, List.of())), BY_ADMIN);
        if (publication instanceof Publication.Done done) {
            return done.version();
        }
        throw new IllegalStateException("refused: " + publication);
    }
}

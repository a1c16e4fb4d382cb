package matryoshka.service.start;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.platform.connections.GracefulStop;
import matryoshka.service.platform.database.Standby;
import matryoshka.service.platform.time.ClockWatch;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.AwaitVersion;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.service.start.replication.GraphHealth;
import matryoshka.service.start.replication.ListenForChanges;
import matryoshka.service.start.replication.PollStandby;
import matryoshka.service.start.replication.PostgresFollower;
import matryoshka.service.start.replication.Replica;
import matryoshka.service.start.replication.SamplePrimary;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Wires this instance's state at one moment, and what keeps it up to date with other instances. */
final class SnapshotArea {
    private static final Duration MAX_LAG = Duration.ofSeconds(5);

    private final Platform platform;
    private final Snapshots snapshots;
    private final Replica replica;
    private final AwaitVersion awaitVersion;
    private final Obstacles obstacles;
    private final RevocationSync revocations;

    SnapshotArea(Platform platform, KeysArea keys, ClientsArea clients, GraphArea graph, RevocationArea revocation) {
        this.platform = platform;
        IssuerConfiguration configuration = platform.configuration();
        Clients registered = clients.clients();
        this.snapshots = new Snapshots(graph.firstSnapshot(registered, keys));
        this.replica = new Replica(
                since(graph.versions()),
                graph.rules(),
                platform.loaded(registered::all),
                snapshots,
                platform.clock(),
                platform.workers());
        this.awaitVersion = new AwaitVersion(snapshots, configuration.waiting().places());
        this.revocations = revocation.sync();
        this.obstacles = new Obstacles(
                platform.clocks().watch(),
                new Obstacles.Heard(
                        () -> replica.lag().sinceConfirmed(),
                        configuration.tokens().maxDisconnected()),
                new Obstacles.Heard(
                        revocations::sinceHeard, configuration.revocation().maxDisconnected()));
        platform.manage(replica);
        platform.environment().healthChecks().register("graph", new GraphHealth(replica, MAX_LAG));
        platform.environment()
                .admin()
                .addServlet("ready", new ProbeServlet(this::notReady))
                .addMapping("/ready");
        gauge("matryoshka_graph_version", "The graph version that this instance mints from.", Replica.Lag::version);
        gauge(
                "matryoshka_graph_versions_behind",
                "By how many versions the database is ahead of this instance.",
                lag -> Math.max(0, lag.headVersion() - lag.version()));
        gauge(
                "matryoshka_graph_ahead_seconds",
                "Time for which the database has had an older version than this instance; 0 if it has not.",
                lag -> lag.ahead().toMillis() / 1000.0);
        gauge(
                "matryoshka_graph_confirmed_age_seconds",
                "Time since the database confirmed the graph of this instance.",
                lag -> lag.sinceConfirmed().toMillis() / 1000.0);
        gauge(
                "matryoshka_standby_lag_seconds",
                "Time since the standby that this instance reads had all that the primary had; NaN while unknown.",
                lag -> standbyLag());
    }

    /** Returns why no new request should be sent to this instance; empty if it can mint, be it from memory. */
    private Optional<String> notReady() {
        boolean stopping = !platform.environment()
                .healthChecks()
                .runHealthCheck(GracefulStop.NAME)
                .isHealthy();
        return stopping ? Optional.of("This instance is stopping.") : obstacles.toMinting();
    }

    private void gauge(String name, String help, ToDoubleFunction<Replica.Lag> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.applyAsDouble(replica.lag())))
                .register(platform.metrics());
    }

    /**
     * Follows the changes that other instances commit.
     *
     * @param others what else to update, by its name in {@code NOTIFY}
     */
    void follow(Map<String, Runnable> others) {
        DataSource primary = StartDatabase.unpooled(platform.configuration().database());
        ClockWatch clocks = platform.clocks().watch();
        Optional<Standby> standby = platform.standby();
        standby.ifPresent(read -> platform.manage(new SamplePrimary(primary, read, clocks, platform.workers())));
        platform.manage(new PostgresFollower(
                platform.configuration()
                        .database()
                        .followed()
                        .map(StartDatabase::unpooled)
                        .orElse(primary),
                standby.map(PollStandby::of).orElseGet(() -> ListenForChanges.with(clocks)),
                replica,
                revocations,
                others,
                platform.workers()));
    }

    /** Reads graphs from the standby, if there is one: they are large, and older ones never replace newer ones. */
    private UnaryOperator<GraphVersion> since(GraphVersions versions) {
        return known -> platform.standby()
                .map(read -> read.readAnyway(() -> versions.since(known)))
                .orElseGet(() -> versions.since(known));
    }

    private double standbyLag() {
        return platform.standby()
                .flatMap(Standby::completeUntil)
                .map(until ->
                        Duration.between(until, platform.clock().instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Replica replica() {
        return replica;
    }

    Obstacles obstacles() {
        return obstacles;
    }

    AwaitVersion awaitVersion() {
        return awaitVersion;
    }

    RecentGraph recentGraph() {
        return new RecentGraph(snapshots, obstacles, awaitVersion);
    }
}

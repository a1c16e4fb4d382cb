package matryoshka.service.start;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.platform.connections.GracefulStop;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.AwaitVersion;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.service.start.replication.GraphHealth;
import matryoshka.service.start.replication.PostgresFollower;
import matryoshka.service.start.replication.Replica;
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
                graph.versions(), graph.rules(), registered, snapshots, platform.clock(), platform.workers());
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
                "matryoshka_graph_confirmed_age_seconds",
                "Time since the database confirmed the graph of this instance.",
                lag -> lag.sinceConfirmed().toMillis() / 1000.0);
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
        platform.manage(new PostgresFollower(
                StartDatabase.unpooled(platform.configuration().database()),
                replica,
                revocations,
                others,
                platform.clocks().watch(),
                platform.workers()));
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

package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.Map;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.start.replication.GraphHealth;
import matryoshka.service.start.replication.PostgresFollower;
import matryoshka.service.start.replication.Replica;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Joins what brings this instance up to what the others have changed, and knows how far behind it is: wiring only. */
final class StartReplication {
    private static final Duration MAX_LAG = Duration.ofSeconds(5);

    private final IssuerConfiguration configuration;
    private final Environment environment;
    private final Replica replica;
    private final StartClock clock;
    private final Workers workers;

    StartReplication(
            IssuerConfiguration configuration,
            Environment environment,
            Stores stores,
            GraphRules rules,
            Snapshots snapshots,
            StartClock clock,
            Workers workers) {
        this.configuration = configuration;
        this.environment = environment;
        this.clock = clock;
        this.workers = workers;
        this.replica = new Replica(stores.versions(), rules, stores.clients(), snapshots, clock.clock(), workers);
        environment.lifecycle().manage(replica);
        environment.healthChecks().register("graph", new GraphHealth(replica, MAX_LAG));
    }

    Replica replica() {
        return replica;
    }

    /** @param others what else is brought up to date, by what {@code NOTIFY} calls it */
    void follow(RevocationSync revocations, Map<String, Runnable> others) {
        environment
                .lifecycle()
                .manage(new PostgresFollower(
                        StartDatabase.unpooled(configuration.database()),
                        replica,
                        revocations,
                        others,
                        clock.watch(),
                        workers));
    }

    Obstacles obstacles(RevocationSync revocations) {
        return new Obstacles(
                clock.watch(),
                new Obstacles.Heard(
                        () -> replica.lag().sinceConfirmed(),
                        configuration.tokens().maxDisconnected()),
                new Obstacles.Heard(
                        revocations::sinceHeard, configuration.revocation().maxDisconnected()));
    }
}

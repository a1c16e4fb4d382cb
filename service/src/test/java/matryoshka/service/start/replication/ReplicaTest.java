package matryoshka.service.start.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import matryoshka.service.clients.registration.InMemoryClients;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.InMemoryGraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.PlayedSnapshot;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final String GRAPH = "services: {a: {scopes: {'a:x': ''}}}";

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final InMemoryGraphVersions versions = new InMemoryGraphVersions();
    private final InMemoryClients clients = new InMemoryClients();
    private final Replica replica = new Replica(
            versions::since,
            new GraphRules(
                    PlayedSnapshot.terms(),
                    new ExpressionRules(new Conditions(Caches.memory()), new ParameterRules(Caches.memory()))),
            clients::all,
            issuer.snapshots,
            issuer.clock,
            new Workers());

    @BeforeEach
    void start() {
        publish(GRAPH);
        replica.start();
    }

    @AfterEach
    void stop() throws Exception {
        replica.stop();
    }

    @Test
    void a_later_version_is_loaded() throws Exception {
        publish("services: {b: {scopes: {'b:x': ''}}}");

        replica.follow(2, Optional.of(issuer.clock.instant()));

        Soon.holds(() -> replica.lag().isCurrent());
        assertThat(issuer.snapshot().version()).isEqualTo(2);
        assertThat(issuer.snapshot().graph().service("b")).isPresent();
    }

    @Test
    void a_known_version_is_not_read_again() {
        issuer.clock.turn(Duration.ofSeconds(7));
        assertThat(replica.lag().sinceConfirmed()).isEqualTo(Duration.ofSeconds(7));

        replica.follow(1, Optional.of(issuer.clock.instant()));

        assertThat(replica.lag().sinceConfirmed()).isZero();
        assertThat(versions.reads()).isZero();
    }

    @Test
    void a_database_that_went_back_to_a_backup_is_noticed() {
        GraphHealth health = new GraphHealth(replica, Duration.ofSeconds(5));
        replica.follow(0, Optional.of(issuer.clock.instant()));
        assertThat(health.execute().isHealthy()).isTrue();

        issuer.clock.turn(Duration.ofSeconds(31));
        replica.follow(0, Optional.of(issuer.clock.instant()));
        assertThat(health.execute().isHealthy()).isFalse();
        assertThat(health.execute().getMessage()).contains("version 1", "only version 0", "restart");

        replica.follow(1, Optional.of(issuer.clock.instant()));
        assertThat(health.execute().isHealthy()).isTrue();
    }

    @Test
    void a_standby_that_is_behind_is_no_backup() {
        GraphHealth health = new GraphHealth(replica, Duration.ofSeconds(5));
        Instant complete = issuer.clock.instant();
        replica.follow(0, Optional.of(complete));

        issuer.clock.turn(Duration.ofSeconds(31));
        replica.follow(0, Optional.of(complete));

        assertThat(health.execute().isHealthy()).isFalse();
        assertThat(health.execute().getMessage())
                .contains("confirmed 31.0 s ago")
                .doesNotContain("restart");
    }

    @Test
    void an_invalid_version_is_not_used_and_counts_as_lag() throws Exception {
        publish("services: {b: {audience: 'no uri'}}");

        replica.follow(2, Optional.of(issuer.clock.instant()));

        Soon.holds(() -> versions.reads() == 1);
        replica.follow(2, Optional.of(issuer.clock.instant()));
        assertThat(issuer.snapshot().version()).isEqualTo(1);
        assertThat(replica.lag().isCurrent()).isFalse();
    }

    @Test
    void changed_clients_are_loaded_or_later_after_an_outage() {
        clients.add(PlayedSnapshot.client("web", List.of("a:x")));
        clients.away(true);
        replica.clientsChanged();
        assertThat(issuer.snapshot().clients().find("web")).isEmpty();

        clients.away(false);
        replica.clientsChanged();
        assertThat(issuer.snapshot().clients().find("web")).isPresent();
    }

    /** On another instance. */
    private void publish(String yaml) {
        versions.<String>publish(
                GraphVersion.NOTHING_PUBLISHED,
                (current, names) -> new Publish<>(PlayedIssuer.document(yaml), "admin", null, Instant.EPOCH));
    }
}

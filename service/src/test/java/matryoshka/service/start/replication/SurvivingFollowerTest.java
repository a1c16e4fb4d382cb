package matryoshka.service.start.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision;
import matryoshka.service.platform.background.WorkerState;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.testing.PlayedInstance;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Following other instances continues after an error of the JVM. */
class SurvivingFollowerTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final JdbiGraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final PlayedInstance instance = PlayedInstance.of(POSTGRES.jdbi(), failingAtFirst(versions, readings));
    private final PostgresFollower follower = new PostgresFollower(
            POSTGRES.dataSource(),
            ListenForChanges.with(instance.clocks()),
            instance.replica(),
            new RevocationSync(new RevocationCache(), Clock.systemUTC()),
            Map.of("issuers", () -> {
                if (refreshes.incrementAndGet() == 2) {
                    throw new OutOfMemoryError("thrown by a test");
                }
            }),
            instance.workers());

    @AfterEach
    void stop() throws Exception {
        follower.stop();
        instance.replica().stop();
    }

    @Test
    void changes_are_followed_after_the_follower_ran_out_of_memory() throws Exception {
        follower.start();
        Soon.holds(() -> refreshes.get() == 1);
        notifyOfIssuers();

        // A new connection reads everything again.
        Soon.holds(() -> refreshes.get() >= 3);
        notifyOfIssuers();
        Soon.holds(() -> refreshes.get() >= 4);
        assertThat(state("follow-changes").restarts()).isEqualTo(1);
    }

    @Test
    void a_graph_is_loaded_after_memory_ran_out_at_the_first_attempt() throws Exception {
        instance.replica().start();
        follower.start();

        long version = publish("taken-over");

        Soon.holds(() -> instance.snapshots().current().version() == version);
        assertThat(readings).hasValueGreaterThanOrEqualTo(2);
        assertThat(state("take-over-graph").restarts()).isEqualTo(1);
    }

    private WorkerState state(String worker) {
        return instance.workers().states().stream()
                .filter(state -> state.name().equals(worker))
                .findFirst()
                .orElseThrow();
    }

    private long publish(String service) {
        versions.<String>publish(
                GraphVersion.NOTHING_PUBLISHED,
                (current, names) -> new PublishDecision.Publish<>(
                        GraphDocument.EMPTY.withServices(Map.of(service, Service.of(service, Map.of()))),
                        "test",
                        null,
                        Instant.EPOCH));
        return versions.currentVersion();
    }

    private static void notifyOfIssuers() {
        POSTGRES.jdbi().useHandle(database -> database.execute("notify matryoshka, 'issuers'"));
    }

    /** Runs out of memory when it is first asked for what changed. */
    private static GraphVersions failingAtFirst(GraphVersions versions, AtomicInteger readings) {
        return (GraphVersions) Proxy.newProxyInstance(
                GraphVersions.class.getClassLoader(), new Class<?>[] {GraphVersions.class}, (self, method, given) -> {
                    if (method.getName().equals("since") && readings.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("thrown by a test");
                    }
                    try {
                        return method.invoke(versions, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}

package matryoshka.service.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.registration.ClientOutcome;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A name becomes a service and a client at the same time. One of the two comes second and is checked. Otherwise neither would have needed
 * the consent that the other's name requires.
 */
class RegisteringWhilePublishingTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final SortedSet<String> OWNERS = Sorted.set(List.of("team"));

    private final GraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());
    private final Clients clients = new JdbiClients(POSTGRES.jdbi(), Clock.systemUTC(), Duration.ofHours(1));

    @Test
    void a_registration_waits_for_a_publish_and_sees_its_service() {
        AtomicReference<List<SortedSet<String>>> seen = new AtomicReference<>(List.of());
        CompletableFuture<ClientOutcome> registered = new CompletableFuture<>();

        versions.<String>publish(GraphVersion.NOTHING_PUBLISHED, (current, names) -> {
            assertThat(names.clients(Set.of("early"))).isEmpty();
            registered.completeAsync(() -> clients.add(TestClients.client("early"), owned -> {
                seen.set(owned.owners());
                return new Done(owned.client());
            }));
            untilSomebodyWaits();
            return publishing("early");
        });

        assertThat(registered.join()).isInstanceOf(Done.class);
        assertThat(seen.get()).containsExactly(OWNERS);
    }

    @Test
    void a_publish_waits_for_a_registration_and_sees_its_client() {
        AtomicReference<Set<String>> seen = new AtomicReference<>(Set.of());
        CompletableFuture<Object> published = new CompletableFuture<>();

        clients.add(TestClients.client("late"), owned -> {
            assertThat(owned.owners()).isEmpty();
            published.completeAsync(() -> versions.<String>publish(GraphVersion.NOTHING_PUBLISHED, (current, names) -> {
                seen.set(names.clients(Set.of("late", "nobody")));
                return publishing("late");
            }));
            untilSomebodyWaits();
            return new Done(owned.client());
        });

        published.join();
        assertThat(seen.get()).containsExactly("late");
    }

    private static Publish<String> publishing(String name) {
        Service service = new Service(name, null, null, null, OWNERS, null, Sorted.map(Map.of()), ServiceKeys.NONE);
        return new Publish<>(GraphDocument.EMPTY.withServices(Map.of(name, service)), "test", null, Instant.EPOCH);
    }

    private static void untilSomebodyWaits() {
        try {
            // A transaction sees the same activity throughout, so another one must look.
            Soon.holds(() -> CompletableFuture.supplyAsync(RegisteringWhilePublishingTest::somebodyWaits)
                    .join());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static boolean somebodyWaits() {
        return POSTGRES.jdbi()
                        .withHandle(database ->
                                database.createQuery("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and query like '%graph_head%'
                        """).mapTo(int.class).one())
                > 0;
    }
}

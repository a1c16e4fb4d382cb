package matryoshka.service.clients.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceAccess;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.TestClients;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiClientsTest extends ClientsContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Clients clients =
            new JdbiClients(POSTGRES.jdbi(), Clock.fixed(TestClients.CREATED, ZoneOffset.UTC), Duration.ofHours(1));

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from client"));
    }

    @Override
    Clients clients() {
        return clients;
    }

    @Override
    long storedSecrets() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select count(*) from client_secret")
                        .mapTo(long.class)
                        .one());
    }

    @Override
    void publish(String service, String owner, String presenter) {
        Service owned = new Service(
                service,
                null,
                null,
                null,
                Sorted.set(List.of(owner)),
                null,
                Sorted.map(Map.of()),
                ServiceKeys.NONE,
                new ServiceAccess(Sorted.set(List.of()), Sorted.set(List.of(presenter))));
        new JdbiGraphVersions(POSTGRES.jdbi())
                .<String>publish(
                        GraphVersion.NOTHING_PUBLISHED,
                        (current, names) -> new Publish<>(
                                GraphDocument.EMPTY.withServices(Map.of(service, owned)), "test", null, Instant.EPOCH));
    }
}

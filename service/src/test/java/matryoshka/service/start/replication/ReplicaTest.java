package matryoshka.service.start.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.power.Precedents;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.registration.ClientOutcome;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.OwnedClient;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.PublishOutcome;
import matryoshka.service.graph.versions.PublishedVersion;
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
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final PlayedVersions versions = new PlayedVersions();
    private final PlayedClients clients = new PlayedClients();
    private final Replica replica = new Replica(
            versions,
            new GraphRules(
                    PlayedSnapshot.terms(),
                    new ExpressionRules(new Conditions(Caches.memory()), new ParameterRules(Caches.memory()))),
            clients,
            issuer.snapshots,
            issuer.clock,
            new Workers());

    @BeforeEach
    void start() {
        replica.start();
    }

    @AfterEach
    void stop() throws Exception {
        replica.stop();
    }

    @Test
    void a_later_version_is_taken_over() throws Exception {
        versions.head = new GraphVersion(2, document("services: {b: {scopes: {'b:x': ''}}}"));

        replica.follow(2);

        Soon.within(PATIENCE, () -> replica.lag().isCurrent());
        assertThat(issuer.snapshot().version()).isEqualTo(2);
        assertThat(issuer.snapshot().graph().service("b")).isPresent();
    }

    @Test
    void a_version_that_is_known_is_not_read_again() {
        issuer.clock.turn(Duration.ofSeconds(7));
        assertThat(replica.lag().sinceConfirmed()).isEqualTo(Duration.ofSeconds(7));

        replica.follow(1);

        assertThat(replica.lag().sinceConfirmed()).isZero();
        assertThat(versions.read).hasValue(0);
    }

    @Test
    void an_invalid_version_is_not_taken_over_and_the_instance_knows_that_it_is_behind() throws Exception {
        versions.head = new GraphVersion(2, document("services: {b: {audience: 'no uri'}}"));

        replica.follow(2);

        Soon.within(PATIENCE, () -> versions.read.get() == 1);
        replica.follow(2);
        assertThat(issuer.snapshot().version()).isEqualTo(1);
        assertThat(replica.lag().isCurrent()).isFalse();
    }

    @Test
    void changed_clients_are_taken_over_or_later_if_the_database_is_away() {
        clients.all = List.of(PlayedSnapshot.client("web", List.of("a:x")));
        clients.away = true;
        replica.clientsChanged();
        assertThat(issuer.snapshot().clients().find("web")).isEmpty();

        clients.away = false;
        replica.clientsChanged();
        assertThat(issuer.snapshot().clients().find("web")).isPresent();
    }

    private static GraphDocument document(String yaml) {
        return PlayedIssuer.document(yaml);
    }

    private static final class PlayedVersions implements GraphVersions {
        private volatile GraphVersion head = new GraphVersion(1, document(GRAPH));
        private final AtomicInteger read = new AtomicInteger();

        @Override
        public long currentVersion() {
            return head.version();
        }

        @Override
        public GraphVersion current() {
            return head;
        }

        @Override
        public GraphVersion since(GraphVersion known) {
            read.incrementAndGet();
            return head;
        }

        @Override
        public Optional<GraphDocument> load(long version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PublishedVersion> history(long before, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<Long, String> marks(Collection<Long> versions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R> PublishOutcome<R> publish(GraphVersion known, Publisher<R> publisher) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Precedents precedents() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class PlayedClients implements Clients {
        private List<Client> all = List.of();
        private boolean away;

        @Override
        public ClientRegistry all() {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            return ClientRegistry.of(all);
        }

        @Override
        public Optional<Client> find(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientOutcome add(Client client) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientOutcome add(Client client, Function<OwnedClient, ClientOutcome> decide) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientOutcome change(String id, Function<OwnedClient, ClientOutcome> decide) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientOutcome remove(String id, String removedBy, Function<OwnedClient, ClientOutcome> decide) {
            throw new UnsupportedOperationException();
        }
    }
}

package matryoshka.service.clients.registration;

import static matryoshka.service.clients.TestClients.client;
import static matryoshka.service.clients.TestClients.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.CertificateName;
import matryoshka.service.clients.CertificateName.Kind;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.Possession;
import matryoshka.service.clients.TestClients;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.token.ChainId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers rely on: {@link JdbiClients} and {@link InMemoryClients} both pass. */
abstract class ClientsContract {
    /** The store, without a client at the start of each test. */
    abstract Clients clients();

    /** How many secrets are stored, of all clients. */
    abstract long storedSecrets();

    /** Publishes a service with this owner and this presenter. */
    abstract void publish(String service, String owner, String presenter);

    @Test
    void a_client_comes_back_as_it_was_added() {
        Client added = client("web-shop", "new", "old");
        assertThat(clients().add(added)).isEqualTo(new Done(added));
        assertThat(found("web-shop")).hasValue(added);
        assertThat(clients().all().all())
                .containsExactly(
                        Map.entry("web-shop", clients().find("web-shop").orElseThrow()));
    }

    @Test
    void possession_settings_are_stored_as_registered() {
        for (Kind kind : Kind.values()) {
            Possession possession = new Possession(new CertificateName(kind, "CN=a"), kind == Kind.SAN_DNS, true);
            Client added = client(kind.memberName(), TestClients.byCertificate(possession));
            clients().add(added);
            assertThat(found(added.id())).hasValue(added);
        }
        clients()
                .change(
                        Kind.SAN_URI.memberName(),
                        before -> new Done(before.client().with(ClientMetadata.DEFAULT)));
        assertThat(clients().find(Kind.SAN_URI.memberName()).orElseThrow().metadata())
                .isEqualTo(ClientMetadata.DEFAULT);
    }

    @Test
    void where_a_client_publishes_its_keys_is_stored_and_removed() {
        Client added = client("batch", TestClients.byUrl(URI.create("https://batch.example/jwks?a=b")));
        clients().add(added);
        assertThat(found("batch")).hasValue(added);
        clients().change("batch", before -> new Done(before.client().with(ClientMetadata.DEFAULT)));
        assertThat(clients().find("batch").orElseThrow().metadata()).isEqualTo(ClientMetadata.DEFAULT);
    }

    @Test
    void each_registration_keeps_its_own_number() {
        Set<Integer> numbers = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            clients().add(client("web-shop", "secret"));
            Client stored = clients().find("web-shop").orElseThrow();
            clients().change("web-shop", before -> new Done(before.client().with(ClientMetadata.DEFAULT)));
            assertThat(clients().find("web-shop").orElseThrow().registration())
                    .isEqualTo(stored.registration())
                    .isBetween(0, ChainId.REGISTRATIONS - 1);
            numbers.add(stored.registration());
            clients().remove("web-shop", "admin", owned -> new Done(owned.client()));
        }
        assertThat(numbers).hasSizeGreaterThan(15);
    }

    @Test
    void an_id_is_unique() {
        clients().add(client("web-shop", "first"));
        assertThat(clients().add(client("web-shop", "second"))).isEqualTo(Refused.because(Reason.TAKEN));
        assertThat(found("web-shop")).hasValue(client("web-shop", "first"));
    }

    @Test
    void a_change_stores_what_was_decided() {
        clients().add(client("web-shop", "secret"));
        clients().change("web-shop", before -> new Done(before.client().with(ClientMetadata.DEFAULT)));
        Client after = found("web-shop").orElseThrow();
        assertThat(after).isEqualTo(client("web-shop", "secret").with(ClientMetadata.DEFAULT));
        assertThat(after.revision()).isEqualTo(2);
    }

    @Test
    void a_refused_change_changes_nothing() {
        clients().add(client("web-shop", "secret"));
        Refused refused = Refused.because(Reason.CONDITION_FAILED);
        assertThat(clients().change("web-shop", before -> refused)).isEqualTo(refused);
        assertThat(clients().remove("web-shop", "admin", before -> refused)).isEqualTo(refused);
        assertThat(found("web-shop")).hasValue(client("web-shop", "secret"));
    }

    @Test
    void an_exception_in_a_decision_rolls_back() {
        clients().add(client("web-shop", "secret"));
        assertThatThrownBy(() -> clients().change("web-shop", before -> {
                    throw new IllegalStateException("planned");
                }))
                .hasMessage("planned");
        assertThat(found("web-shop")).hasValue(client("web-shop", "secret"));
    }

    @Test
    void a_third_secret_ends_the_oldest() {
        clients().add(client("web-shop", "one"));
        addSecret("two");
        addSecret("three");
        Client after = found("web-shop").orElseThrow();
        assertThat(after.secrets()).containsExactly(hash("three"), hash("two"));
        assertThat(after.revision()).isEqualTo(3);
    }

    @Test
    void changing_to_keys_removes_the_secrets() {
        clients().add(client("web-shop", "secret"));
        ClientMetadata byKey = TestClients.metadata(AuthenticationMethod.PRIVATE_KEY_JWT, false);
        clients().change("web-shop", before -> new Done(before.client().with(byKey)));
        assertThat(storedSecrets()).isZero();
    }

    @Test
    void removing_a_client_removes_its_secrets() {
        clients().add(client("web-shop", "new", "old"));
        clients().add(client("other", "new"));
        clients().remove("web-shop", "admin", owned -> new Done(owned.client()));
        assertThat(clients().all().all()).containsOnlyKeys("other");
        assertThat(storedSecrets()).isEqualTo(1);
    }

    @Test
    void twenty_rotations_at_once_leave_two_secrets_and_twenty_revisions() {
        clients().add(client("web-shop", "first"));
        IntStream.range(0, 20)
                .mapToObj(number -> new Thread(() -> addSecret("secret " + number)))
                .peek(Thread::start)
                .toList()
                .forEach(ClientsContract::join);
        Client after = found("web-shop").orElseThrow();
        assertThat(after.revision()).isEqualTo(21);
        assertThat(after.secrets()).hasSize(2).doesNotHaveDuplicates();
        assertThat(storedSecrets()).isEqualTo(2);
    }

    @Test
    void a_decision_sees_the_owners_of_the_services_that_the_client_can_act_for() {
        publish("bank", "team-bank", "gateway");
        List<OwnedClient> seen = new ArrayList<>();
        for (String id : List.of("bank", "gateway", "web-shop")) {
            clients().add(client(id, "secret"), owned -> {
                seen.add(owned);
                return new Done(owned.client());
            });
            clients().change(id, owned -> {
                seen.add(owned);
                return Refused.because(Reason.CONDITION_FAILED);
            });
        }
        assertThat(seen)
                .extracting(OwnedClient::owners)
                .containsExactly(
                        List.of(Sorted.set(List.of("team-bank"))),
                        List.of(Sorted.set(List.of("team-bank"))),
                        List.of(Sorted.set(List.of("team-bank"))),
                        List.of(Sorted.set(List.of("team-bank"))),
                        List.of(),
                        List.of());
    }

    @Test
    void a_refused_client_is_not_added() {
        Refused refused = Refused.because(Reason.INVALID);
        assertThat(clients().add(client("web-shop", "secret"), owned -> refused))
                .isEqualTo(refused);
        assertThat(clients().find("web-shop")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "a\u0000b", "'; drop table client; --", "\uD800", "%"})
    void an_unknown_or_impossible_id_finds_nothing(String id) {
        Refused unknown = Refused.because(Reason.UNKNOWN);
        assertThat(clients().find(id)).isEmpty();
        assertThat(clients().change(id, owned -> new Done(owned.client()))).isEqualTo(unknown);
        assertThat(clients().remove(id, "admin", owned -> new Done(owned.client())))
                .isEqualTo(unknown);
    }

    private void addSecret(String secret) {
        clients().change("web-shop", before -> new Done(before.client().with(hash(secret))));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** Without the number of its registration, which the database draws. */
    private Optional<Client> found(String id) {
        return clients()
                .find(id)
                .map(stored -> new Client(
                        stored.id(), stored.metadata(), stored.secrets(), stored.createdAt(), stored.revision()));
    }
}

package matryoshka.service.clients.registration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;

/**
 * Clients and the owners of services, kept in memory for use cases without a database. Passes {@link ClientsContract}, as the real ones do.
 * It holds no revocations, so that removing a client revokes nothing.
 */
public final class InMemoryClients implements Clients, ServiceOwners {
    private final Map<String, Client> clients = new TreeMap<>();
    private final Map<String, SortedSet<String>> owners = new TreeMap<>();
    private final Map<String, SortedSet<String>> presenters = new TreeMap<>();
    private int registrations;
    private boolean away;

    /** From now on every call fails as if the database were away, or works again. */
    public synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** Publishes a service with these owners. */
    public synchronized void publish(String service, String... serviceOwners) {
        owners.put(service, Sorted.set(List.of(serviceOwners)));
    }

    @Override
    public synchronized Optional<SortedSet<String>> of(String service) {
        answer();
        return Optional.ofNullable(owners.get(service));
    }

    /** Publishes that the client presents the tokens of a service published before. */
    public synchronized void publishPresenter(String service, String clientId) {
        presenters.computeIfAbsent(clientId, id -> new TreeSet<>()).add(service);
    }

    @Override
    public synchronized List<SortedSet<String>> actedForBy(String clientId) {
        return Stream.concat(Stream.of(clientId), presenters.getOrDefault(clientId, new TreeSet<>()).stream())
                .flatMap(service -> of(service).stream())
                .toList();
    }

    @Override
    public synchronized ClientRegistry all() {
        answer();
        return ClientRegistry.of(List.copyOf(clients.values()));
    }

    @Override
    public synchronized Optional<Client> find(String id) {
        answer();
        return Optional.ofNullable(clients.get(id));
    }

    @Override
    public ClientOutcome add(Client client) {
        return add(client, owned -> new Done(client));
    }

    @Override
    public synchronized ClientOutcome add(Client client, Function<OwnedClient, ClientOutcome> decide) {
        ClientOutcome outcome = decide.apply(owned(client));
        if (!(outcome instanceof Done done)) {
            return outcome;
        }
        if (clients.containsKey(client.id())) {
            return Refused.because(Reason.TAKEN);
        }
        registrations++;
        clients.put(client.id(), registered(done.client(), registrations));
        return outcome;
    }

    @Override
    public synchronized ClientOutcome change(String id, Function<OwnedClient, ClientOutcome> decide) {
        ClientOutcome outcome = decided(id, decide);
        if (outcome instanceof Done done) {
            clients.put(id, done.client());
        }
        return outcome;
    }

    @Override
    public synchronized ClientOutcome remove(String id, String removedBy, Function<OwnedClient, ClientOutcome> decide) {
        ClientOutcome outcome = decided(id, decide);
        if (outcome instanceof Done) {
            clients.remove(id);
        }
        return outcome;
    }

    private ClientOutcome decided(String id, Function<OwnedClient, ClientOutcome> decide) {
        return find(id).map(client -> decide.apply(owned(client))).orElseGet(() -> Refused.because(Reason.UNKNOWN));
    }

    private OwnedClient owned(Client client) {
        return new OwnedClient(client, actedForBy(client.id()));
    }

    /** A number that no other registration has. */
    private static Client registered(Client client, int registration) {
        return new Client(
                client.id(), client.metadata(), client.secrets(), client.createdAt(), client.revision(), registration);
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }
}

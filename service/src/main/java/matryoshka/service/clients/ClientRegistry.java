package matryoshka.service.clients;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import matryoshka.graph.Scopes;

/** All registered clients at one moment, in memory. Immutable. */
public final class ClientRegistry {
    public static final ClientRegistry EMPTY = of(List.of());

    private final Map<String, Client> byId;

    private ClientRegistry(Map<String, Client> byId) {
        this.byId = byId;
    }

    public static ClientRegistry of(Collection<Client> clients) {
        return new ClientRegistry(
                clients.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity())));
    }

    public Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns a client by id, unless it is disabled. */
    public Optional<Client> findEnabled(String id) {
        return find(id).filter(client -> !client.metadata().disabled());
    }

    /** Returns all clients, by id. */
    public SortedMap<String, Client> all() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /** Returns the scopes registered for each client, by client id. */
    public SortedMap<String, Scopes> registeredScopes() {
        SortedMap<String, Scopes> registered = new TreeMap<>();
        byId.forEach((id, client) -> registered.put(id, client.metadata().scopes()));
        return registered;
    }
}

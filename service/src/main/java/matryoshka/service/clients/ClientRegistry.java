package matryoshka.service.clients;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All registered clients at one moment. Immutable. */
public final class ClientRegistry {
    public static final ClientRegistry EMPTY = new ClientRegistry(List.of());

    private final Map<String, Client> byId;

    public ClientRegistry(Collection<Client> clients) {
        byId = clients.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity()));
    }

    public Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}

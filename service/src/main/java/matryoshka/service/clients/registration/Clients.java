package matryoshka.service.clients.registration;

import java.util.Optional;
import java.util.function.Function;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;

/** The registered clients, where they are kept. Each change is one transaction, durable when the method returns. Safe for many threads. */
public interface Clients {

    /** Every client, as of one moment. */
    ClientRegistry all();

    /** Empty for an id that is unknown, or that none can have. */
    Optional<Client> find(String id);

    /** Adds a client, unless its id is taken. */
    ClientOutcome add(Client client);

    /**
     * Adds a client if {@code decide} is {@link ClientOutcome.Done}, unless its id is taken.
     *
     * @param decide is shown the client and whose it would be; nobody publishes a graph meanwhile
     */
    ClientOutcome add(Client client, Function<OwnedClient, ClientOutcome> decide);

    /**
     * Replaces a client by the one that {@code decide} is {@link ClientOutcome.Done} with.
     *
     * @param decide is shown the client, which nobody else changes meanwhile; not called for an unknown one, called once otherwise
     */
    ClientOutcome change(String id, Function<OwnedClient, ClientOutcome> decide);

    /**
     * Removes a client and its secrets, if {@code decide} is {@link ClientOutcome.Done}; and revokes what it holds in chains of others.
     * Chains that it began itself end with its registration.
     *
     * @param removedBy the client that removes it
     * @param decide as in {@link #change}
     */
    ClientOutcome remove(String id, String removedBy, Function<OwnedClient, ClientOutcome> decide);
}

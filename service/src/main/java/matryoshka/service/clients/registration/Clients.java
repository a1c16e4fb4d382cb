package matryoshka.service.clients.registration;

import java.util.Optional;
import java.util.function.Function;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;

/** The store of registered clients. Each change is one transaction, durable when the method returns. Safe for many threads. */
public interface Clients {

    /** Returns all clients at one moment. */
    ClientRegistry all();

    /** Returns a client; empty if the id is unknown or invalid. */
    Optional<Client> find(String id);

    /** Adds a client, unless its id is taken. */
    ClientOutcome add(Client client);

    /**
     * Adds a client if {@code decide} returns {@link ClientOutcome.Done}, unless its id is taken.
     *
     * @param decide gets the client and its owners; no graph is published in the meantime
     */
    ClientOutcome add(Client client, Function<OwnedClient, ClientOutcome> decide);

    /**
     * Replaces a client by the one in the {@link ClientOutcome.Done} that {@code decide} returns.
     *
     * @param decide gets the client, which nobody else changes in the meantime; called once, or not at all for an unknown client
     */
    ClientOutcome change(String id, Function<OwnedClient, ClientOutcome> decide);

    /**
     * Removes a client and its secrets if {@code decide} returns {@link ClientOutcome.Done}; also revokes the tokens it holds in chains
     * that others began. Chains that it began itself end with its registration.
     *
     * @param removedBy the client that removes it
     * @param decide as in {@link #change}
     */
    ClientOutcome remove(String id, String removedBy, Function<OwnedClient, ClientOutcome> decide);
}

package matryoshka.service.clients.registration;

import java.util.Optional;
import java.util.SortedSet;
import matryoshka.service.clients.Client;

/**
 * A client and its owners.
 *
 * @param owners of the service with the client's name that is or was in the graph; empty if there is none
 */
public record OwnedClient(Client client, Optional<SortedSet<String>> owners) {}

package matryoshka.service.clients.registration;

import java.util.Optional;
import java.util.SortedSet;
import matryoshka.service.clients.Client;

/**
 * A client, and whose it is.
 *
 * @param owners of the service of its name that is or was in the graph; empty when there is none
 */
public record OwnedClient(Client client, Optional<SortedSet<String>> owners) {}

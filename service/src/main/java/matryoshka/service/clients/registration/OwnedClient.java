package matryoshka.service.clients.registration;

import java.util.List;
import java.util.SortedSet;
import matryoshka.service.clients.Client;

/**
 * A client, and who owns what it can act for.
 *
 * @param owners of each service that it can act for, as {@link ServiceOwners#actedForBy} finds them
 */
public record OwnedClient(Client client, List<SortedSet<String>> owners) {
    public OwnedClient {
        owners = List.copyOf(owners);
    }
}

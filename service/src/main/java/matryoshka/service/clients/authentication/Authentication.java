package matryoshka.service.clients.authentication;

import java.util.Optional;
import matryoshka.service.clients.Client;

/** The result of client authentication. */
sealed interface Authentication {

    /** The client is authenticated. */
    record Proven(Client client) implements Authentication {}

    /** The client is not authenticated. */
    record Failed(AuthenticationFlaw flaw) implements Authentication {}

    default Optional<Client> proven() {
        return this instanceof Proven proven ? Optional.of(proven.client()) : Optional.empty();
    }
}

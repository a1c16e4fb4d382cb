package matryoshka.service.clients.authentication;

import java.util.Optional;
import matryoshka.service.clients.Client;

/** What came of authenticating a client. */
sealed interface Authentication {

    /** It is this client. */
    record Proven(Client client) implements Authentication {}

    /** It may be anybody. */
    record Failed(AuthenticationFlaw flaw) implements Authentication {}

    default Optional<Client> proven() {
        return this instanceof Proven proven ? Optional.of(proven.client()) : Optional.empty();
    }
}

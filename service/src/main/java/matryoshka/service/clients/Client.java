package matryoshka.service.clients;

import java.time.Instant;
import java.util.List;

/**
 * A registered client.
 *
 * @param id the {@code client_id}; one that equals a service's name is that service when it acts as a client
 * @param metadata what is registered about it
 * @param secrets hashes of its live secrets, newest first; at most two
 * @param createdAt when it was registered
 * @param revision one more at every change of it; its entity tag
 */
public record Client(String id, ClientMetadata metadata, List<SecretHash> secrets, Instant createdAt, long revision) {

    public Client {
        secrets = List.copyOf(secrets);
    }
}

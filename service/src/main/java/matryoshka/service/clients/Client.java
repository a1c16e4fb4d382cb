package matryoshka.service.clients;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A registered client.
 *
 * @param id the {@code client_id}; one that equals a service's name is that service when it acts as a client
 * @param metadata its registration
 * @param secrets hashes of its live secrets, newest first; at most two
 * @param createdAt when it was registered
 * @param revision incremented by every change
 * @param registration distinguishes this registration from earlier and later ones with the same id: 24 random bits, drawn by the database
 */
public record Client(
        String id,
        ClientMetadata metadata,
        List<SecretHash> secrets,
        Instant createdAt,
        long revision,
        int registration) {
    /** The maximum number of live secrets: the one in use, and its successor during a rollover. */
    public static final int MAX_SECRETS = 2;

    /** Creates a client that is not stored yet. */
    public Client(String id, ClientMetadata metadata, List<SecretHash> secrets, Instant createdAt, long revision) {
        this(id, metadata, secrets, createdAt, revision, 0);
    }

    public Client {
        secrets = List.copyOf(secrets);
        if (secrets.size() > MAX_SECRETS) {
            throw new IllegalArgumentException("more than " + MAX_SECRETS + " live secrets");
        }
    }

    /** Returns the client with other metadata and the next revision. Drops its secrets if it no longer authenticates with them. */
    public Client with(ClientMetadata changed) {
        return new Client(
                id,
                changed,
                changed.authentication().hasSecret() ? secrets : List.of(),
                createdAt,
                revision + 1,
                registration);
    }

    /** Returns the client with a new secret and the next revision. If two were live, the older one ends. */
    public Client with(SecretHash secret) {
        List<SecretHash> newest = Stream.concat(Stream.of(secret), secrets.stream())
                .limit(MAX_SECRETS)
                .toList();
        return new Client(id, metadata, newest, createdAt, revision + 1, registration);
    }
}

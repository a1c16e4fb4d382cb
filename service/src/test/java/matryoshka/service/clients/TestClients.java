package matryoshka.service.clients;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.platform.oauth.Secret;

/** Clients to test with. */
public final class TestClients {
    public static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    private TestClients() {}

    public static ClientMetadata metadata(AuthenticationMethod authentication, boolean disabled) {
        return new ClientMetadata(
                "A \"shop\" 🪆",
                Scopes.of("orders:place", "orders:read"),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS, ClientMetadata.TOKEN_EXCHANGE)),
                authentication,
                null,
                ClientMetadata.JWT,
                ClaimValues.immutable(Map.of("tier", "gold", "limits", List.of(1L, true, Map.of("a", "b")))),
                ClaimValues.immutable(Map.of("team", "checkout")),
                disabled);
    }

    public static ClientMetadata byCertificate(Possession possession) {
        return new ClientMetadata(
                null,
                Scopes.of("orders:place"),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS)),
                AuthenticationMethod.TLS_CLIENT_AUTH,
                null,
                ClientMetadata.JWT,
                ClaimValues.immutable(Map.of()),
                ClaimValues.immutable(Map.of()),
                false,
                possession,
                null);
    }

    /** One that publishes its keys. */
    public static ClientMetadata byUrl(URI jwksUri) {
        return new ClientMetadata(
                null,
                Scopes.of("orders:place"),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS)),
                AuthenticationMethod.PRIVATE_KEY_JWT,
                null,
                ClientMetadata.JWT,
                ClaimValues.immutable(Map.of()),
                ClaimValues.immutable(Map.of()),
                false,
                Possession.NONE,
                jwksUri);
    }

    public static Client client(String id, String... secrets) {
        return client(id, metadata(AuthenticationMethod.CLIENT_SECRET_BASIC, false), secrets);
    }

    public static Client client(String id, ClientMetadata metadata, String... secrets) {
        List<SecretHash> hashes = Stream.of(secrets).map(TestClients::hash).toList();
        return new Client(id, metadata, hashes, CREATED, 1);
    }

    public static SecretHash hash(String secret) {
        return SecretHash.of(Secret.of(secret));
    }
}

package matryoshka.service.start;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.ClientOutcome;
import matryoshka.service.clients.ClientSecrets;
import matryoshka.service.clients.Clients;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.files.PrivateFile;
import matryoshka.service.oauth.Secret;

/** Makes the client that administers a new issuer. There is no default password: its secret is random, in a file only its user can read. */
final class FirstAdmin {
    private static final String ID = "admin";

    private final Clients clients;
    private final ClientSecrets secrets;
    private final Clock clock;

    FirstAdmin(Clients clients, ClientSecrets secrets, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Makes it if no client is registered at all. The file comes first: a secret that nobody can read would be lost. */
    void makeIfAlone(Path file) {
        if (!clients.all().all().isEmpty()) {
            return;
        }
        Secret secret = secrets.generate();
        PrivateFile.write(
                file,
                JsonNodeFactory.instance
                                .objectNode()
                                .put("client_id", ID)
                                .put("client_secret", secret.reveal())
                                .toPrettyString()
                        + "\n");
        ClientMetadata metadata = new ClientMetadata(
                "First administrator",
                BuiltIn.scopes(),
                Sorted.set(List.of("client_credentials")),
                AuthenticationMethod.CLIENT_SECRET_BASIC,
                null,
                "jwt",
                Sorted.map(Map.of()),
                Sorted.map(Map.of()),
                false);
        Client admin = new Client(
                ID, metadata, List.of(SecretHash.of(secret)), clock.instant().truncatedTo(ChronoUnit.SECONDS), 1);
        if (clients.add(admin) instanceof ClientOutcome.Refused) {
            // Another instance was faster; its file holds the secret.
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + file, failed);
        }
    }
}

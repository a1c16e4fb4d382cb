package matryoshka.service.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.registration.ClientOutcome;
import matryoshka.service.clients.registration.ClientSecrets;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.files.PrivateFile;
import matryoshka.service.platform.oauth.Secret;

/**
 * Creates the first admin client of a new issuer. There is no default password: its secret is random, in a file that only its owner can
 * read.
 */
final class FirstAdmin {
    static final String ID = "admin";

    private static final String SECRET = "client_secret";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clients clients;
    private final ClientSecrets secrets;
    private final AuditLog audit;
    private final Clock clock;

    FirstAdmin(Clients clients, ClientSecrets secrets, AuditLog audit, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Creates it if no client is registered at all.
     *
     * @param given the secret that the operator has chosen; no file is written then
     */
    void makeIfAlone(Path file, Optional<SecretHash> given) {
        if (!clients.all().all().isEmpty()) {
            return;
        }
        if (given.isPresent()) {
            // Refused only where another instance was faster, which was given the same.
            add(given.get());
            return;
        }
        // Writes the file first, since a secret that nobody can read would be lost. A secret that an earlier start
        // left, or that
        // another instance has just written, is as good as a new one.
        SecretHash hash = SecretHash.of(read(file).orElseGet(() -> write(file, secrets.generate())));
        if (!add(hash) && !isAdmins(hash)) {
            // Another instance, with a file of its own, was faster, so this secret is useless.
            delete(file);
        }
    }

    /** Returns whether this instance has registered the client. */
    private boolean add(SecretHash hash) {
        Client admin = admin(hash);
        boolean isAdded = clients.add(admin) instanceof ClientOutcome.Done;
        if (isAdded) {
            audit.client(
                    Change.REGISTERED,
                    ID,
                    null,
                    admin.revision(),
                    false,
                    admin.metadata().scopes());
        }
        return isAdded;
    }

    private Client admin(SecretHash hash) {
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
        return new Client(ID, metadata, List.of(hash), clock.instant().truncatedTo(ChronoUnit.SECONDS), 1);
    }

    private boolean isAdmins(SecretHash hash) {
        return clients.find(ID)
                .filter(admin -> admin.secrets().stream().anyMatch(hash::matches))
                .isPresent();
    }

    private static Optional<Secret> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode content = JSON.readTree(file.toFile());
            String secret = content.path(SECRET).asText();
            return secret.isEmpty() || !content.path("client_id").asText().equals(ID)
                    ? Optional.empty()
                    : Optional.of(Secret.of(secret));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Secret write(Path file, Secret secret) {
        ObjectNode content = JSON.createObjectNode().put("client_id", ID).put(SECRET, secret.reveal());
        PrivateFile.write(file, content.toPrettyString() + "\n");
        return secret;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + file, failed);
        }
    }
}

package matryoshka.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.authentication.AuthenticateClient;
import matryoshka.service.clients.registration.ClientSecrets;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.platform.oauth.PresentedCredentials.SecretBasic;
import matryoshka.service.platform.oauth.Secret;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdminTest {
    private final TestDatabase database = TestDatabases.create();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private final Clients clients = new JdbiClients(database.jdbi(), clock, Duration.ofHours(1));
    private final FirstAdmin firstAdmin =
            new FirstAdmin(clients, new ClientSecrets(new SecureRandom()), AuditLines.log(), clock);

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private Path file = folder;

    @BeforeEach
    void choose_the_file() {
        file = folder.resolve("data/admin-client.json");
    }

    @AfterEach
    void drop_the_database() {
        database.close();
    }

    @Test
    void a_new_issuer_has_one_client_with_all_admin_scopes() {
        firstAdmin.makeIfAlone(file, Optional.empty());

        assertThat(clients.all().all().values())
                .singleElement()
                .satisfies(admin -> assertThat(admin.metadata().scopes()).isEqualTo(BuiltIn.scopes()));
    }

    @Test
    void its_secret_is_in_a_file_that_only_its_owner_can_read() throws Exception {
        firstAdmin.makeIfAlone(file, Optional.empty());

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.fieldNames()).toIterable().containsExactly("client_id", "client_secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(authenticated(json)).map(Client::id).hasValue("admin");
    }

    @Test
    void with_a_configured_secret_no_file_is_written() {
        SecretHash given = SecretHash.of(Secret.of("chosen by the operator"));

        firstAdmin.makeIfAlone(file, Optional.of(given));

        assertThat(file).doesNotExist();
        assertThat(AuthenticateClient.authenticate(
                        clients.all(), new SecretBasic("admin", Secret.of("chosen by the operator"))))
                .isPresent();
        firstAdmin.makeIfAlone(file, Optional.of(SecretHash.of(Secret.of("another"))));
        assertThat(AuthenticateClient.authenticate(clients.all(), new SecretBasic("admin", Secret.of("another"))))
                .isEmpty();
    }

    @Test
    void an_issuer_that_has_clients_makes_none() throws Exception {
        firstAdmin.makeIfAlone(file, Optional.empty());
        Files.delete(file);

        firstAdmin.makeIfAlone(file, Optional.empty());

        assertThat(file).doesNotExist();
        assertThat(clients.all().all()).hasSize(1);
    }

    private Optional<Client> authenticated(JsonNode json) {
        Secret secret = Secret.of(json.get("client_secret").textValue());
        return AuthenticateClient.authenticate(
                clients.all(), new SecretBasic(json.get("client_id").textValue(), secret));
    }
}

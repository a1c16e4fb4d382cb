package matryoshka.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import matryoshka.service.start.settings.IssuerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong start prints what to do, without a stack trace. */
class StartCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"server", "demo"})
    void without_a_configuration_file_the_usage_is_shown(String command) {
        assertThat(told(command)).contains("usage: ", "file").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "demo"})
    void a_missing_file_is_named(String command) {
        assertThat(told(command, "nowhere.yml"))
                .contains("nowhere.yml not found")
                .doesNotContain("\tat ");
    }

    @Test
    void an_invalid_configuration_lists_its_errors(@TempDir Path folder) throws IOException {
        Path faulty = folder.resolve("faulty.yml");
        Files.writeString(faulty, "issuer: http://localhost\nissuers: 3\n");

        assertThat(told("server", faulty.toString()))
                .contains("faulty.yml has an error", "Unrecognized field at: issuers")
                .doesNotContain("\tat ");
    }

    @Test
    void a_port_in_use_is_reported_before_anything_starts(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            for (String connectors : List.of("applicationConnectors", "adminConnectors")) {
                Path file = configuration(
                        folder, "server: {" + connectors + ": [{type: http, port: " + taken.getLocalPort() + "}]}\n");

                assertThat(told("demo", file.toString()))
                        .contains("Port " + taken.getLocalPort() + " cannot be opened", "_PORT to another port")
                        .doesNotContain("\tat ");
                assertThat(folder.resolve("data")).doesNotExist();
            }
        }
    }

    @Test
    void check_accepts_a_valid_configuration(@TempDir Path folder) throws IOException {
        Path file = configuration(folder, "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(run(out, new ByteArrayOutputStream(), "check", file.toString()))
                .isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyEncryptionKey: dG9vIHNob3J0 | 32 bytes",
                "keyEncryptionKeyFile: /nowhere/key | /nowhere/key",
                "database: {url: 'jdbc:postgresql://db/x'} | KEY_ENCRYPTION_KEY",
                "database: {url: 'mysql://me:hush@db/x'} | DATABASE_URL",
                "database: {url: 'postgres://me:hush%zz@db/x'} | postgres://user:password@host",
                "database: {url: 'postgres://me:hush@a,b/x?target_session_attrs=read-only'} | must lead to a server that accepts writes",
                "database: {url: 'jdbc:postgresql://me:hush@a,b/x'} | DATABASE_PASSWORD",
                "database: {url: 'postgres://me:hush x@db/x'} | postgres://user:password@host",
                "firstAdmin: {secretFile: /nowhere/secret} | /nowhere/secret",
                "clientCertificates: {authorities: /nowhere/authorities.pem} | /nowhere/authorities.pem",
                "trustedIssuers: [{name: a}] | trustedIssuers/0",
                "issuer: 'https://id.example:443' | normal form",
                "dataDir: /dev/null/data | DATA_DIR",
                "server: {applicationConnectors: [{type: https, keyStorePath: /nowhere/keys.p12, keyStorePassword: x}]} | /nowhere/keys.p12"
            })
    void check_and_server_report_errors_in_a_sentence(String yaml, String told, @TempDir Path folder)
            throws IOException {
        Path file = configuration(folder, yaml + "\n");

        for (String command : List.of("check", "server")) {
            assertThat(told(command, file.toString())).contains(told).doesNotContain("\tat ", "hush");
        }
    }

    @Test
    void all_errors_are_reported_at_once(@TempDir Path folder) throws IOException {
        Path file = configuration(
                folder, "keyEncryptionKeyFile: /nowhere/key\nfirstAdmin: {secretFile: /nowhere/secret}\n");

        assertThat(told("check", file.toString())).contains("/nowhere/key", "/nowhere/secret");
    }

    /** On ports that are free, with its own folder unless the rest says otherwise. */
    private static Path configuration(Path folder, String rest) throws IOException {
        String ports = rest.contains("server:")
                ? ""
                : "server: {applicationConnectors: [{type: http, port: 0}], adminConnectors: [{type: http, port: 0}]}\n";
        String data = rest.contains("dataDir:") ? "" : "dataDir: " + folder.resolve("data") + "\n";
        return Files.writeString(folder.resolve("config.yml"), rest + ports + data);
    }

    private static String told(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(run(out, err, arguments)).isPresent();
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private static Optional<Throwable> run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        IssuerApplication application = new IssuerApplication();
        Bootstrap<IssuerConfiguration> bootstrap = new Bootstrap<>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        return new Cli(new JarLocation(IssuerApplication.class), bootstrap, out, err).run(arguments);
    }
}

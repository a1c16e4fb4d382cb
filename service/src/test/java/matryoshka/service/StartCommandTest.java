package matryoshka.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import matryoshka.service.start.settings.IssuerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever starts the issuer wrongly reads what to do, and no stack trace. */
class StartCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"server", "demo"})
    void without_a_configuration_one_is_asked_for(String command) {
        assertThat(told(command)).contains("usage: ", "file").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "demo"})
    void a_file_that_is_not_there_is_named(String command) {
        assertThat(told(command, "nowhere.yml"))
                .contains("nowhere.yml not found")
                .doesNotContain("\tat ");
    }

    @Test
    void a_faulty_configuration_is_told_by_its_faults(@TempDir Path folder) throws IOException {
        Path faulty = folder.resolve("faulty.yml");
        Files.writeString(faulty, "issuer: http://localhost\nissuers: 3\n");

        assertThat(told("server", faulty.toString()))
                .contains("faulty.yml has an error", "Unrecognized field at: issuers")
                .doesNotContain("\tat ");
    }

    private static String told(String... arguments) {
        IssuerApplication application = new IssuerApplication();
        Bootstrap<IssuerConfiguration> bootstrap = new Bootstrap<>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(new Cli(new JarLocation(IssuerApplication.class), bootstrap, out, err).run(arguments))
                .isPresent();
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}

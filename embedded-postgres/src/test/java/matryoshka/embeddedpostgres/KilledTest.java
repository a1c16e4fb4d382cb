package matryoshka.embeddedpostgres;

import static matryoshka.embeddedpostgres.TestHome.ask;
import static matryoshka.embeddedpostgres.TestHome.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class KilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    @Test
    void killing_the_jvm_takes_postgresql_with_it_and_the_next_start_works() throws Exception {
        kill(serve(Map.of()));
        assertThat(Poll.until(PATIENCE, () -> !postmasterFile().exists())).isTrue();
        // PostgreSQL writes this line after it has removed the file.
        assertThat(Poll.until(PATIENCE, () -> log().contains("database system is shut down")))
                .isTrue();
        try (var postgres = start(home)) {
            assertThat(ask(postgres, "SELECT 'answers'")).isEqualTo("answers");
        }
    }

    @Test
    void where_the_system_cannot_tell_postgresql_the_next_start_stops_the_orphan(@TempDir Path programs)
            throws Exception {
        kill(serve(Map.of("PATH", Programs.without(Set.of("setpriv"), programs))));
        ProcessHandle orphan = postmasterFile().process().orElseThrow();
        try (var postgres = start(home)) {
            assertThat(ask(postgres, "SELECT 'answers'")).isEqualTo("answers");
            assertThat(postmasterFile().process()).isPresent().get().isNotEqualTo(orphan);
        }
    }

    @Test
    void data_that_root_wrote_through_one_account_is_read_through_another(@TempDir Path programs) throws Exception {
        assumeTrue(PrivilegeDrop.root() && nobodyReaches(Path.of("").toAbsolutePath()));
        PrivateFiles.mode(home, "rwx--x--x");
        kill(serve(Map.of("PATH", Programs.without(Set.of("unshare"), programs))));
        assertThat(Files.getAttribute(home.resolve("data"), "unix:uid")).isEqualTo(65534);
        try (var postgres = start(home)) {
            assertThat(ask(postgres, "SELECT 'answers'")).isEqualTo("answers");
            assertThat(Files.getAttribute(home.resolve("data"), "unix:uid")).isEqualTo(0);
        }
    }

    /** Arabic digits in a path cannot be written in the encoding of the C locale. */
    @Test
    void it_starts_in_whatever_locale(@TempDir Path folder) throws Exception {
        Process process =
                serve(folder, Map.of("LC_ALL", "C", "JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG"));
        kill(process);
        assertThat(Poll.until(
                        PATIENCE,
                        () -> !PostmasterFile.in(folder.resolve("data")).exists()))
                .isTrue();
        try (var names = Files.list(folder)) {
            assertThat(names).allMatch(name -> name.toString().chars().allMatch(c -> c < 128));
        }
    }

    private static String log() {
        try {
            return Files.readString(home.resolve("postgres.log"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean nobodyReaches(Path folder) throws IOException {
        return Command.of(List.of("setpriv", "--reuid=65534", "--clear-groups", "test", "-x", folder.toString()))
                .run(PATIENCE)
                .succeeded();
    }

    private static PostmasterFile postmasterFile() {
        return PostmasterFile.in(home.resolve("data"));
    }

    private static Process serve(Map<String, String> environment) throws IOException {
        return serve(home, environment);
    }

    private static Process serve(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServeUntilKilled.class.getName(),
                folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(process.inputReader().readLine()).isEqualTo(ServeUntilKilled.READY);
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

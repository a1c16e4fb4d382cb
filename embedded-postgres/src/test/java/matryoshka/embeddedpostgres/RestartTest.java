package matryoshka.embeddedpostgres;

import static matryoshka.embeddedpostgres.TestHome.ask;
import static matryoshka.embeddedpostgres.TestHome.start;
import static matryoshka.embeddedpostgres.TestHome.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    static Path home;

    @BeforeAll
    static void leave_something_behind() throws SQLException {
        try (var postgres = start(home)) {
            tell(postgres, "CREATE TABLE kept AS SELECT 'still here' AS what");
        }
    }

    @Test
    void data_survives_a_restart() throws SQLException {
        assertStartsWithItsData();
    }

    @Test
    void a_postmaster_file_of_a_dead_process_is_survived() throws Exception {
        leavePostmasterFileOf(deadProcess());
        assertStartsWithItsData();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_postmaster_file_whose_process_id_now_belongs_to_another_program_is_survived() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            leavePostmasterFileOf(stranger.pid());
            assertStartsWithItsData();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void data_of_another_major_version_is_refused_in_the_words_of_postgresql() throws Exception {
        with(
                "data/PG_VERSION",
                "17\n",
                () -> assertThatExceptionOfType(EmbeddedPostgresException.class)
                        .isThrownBy(() -> start(home))
                        .withMessageContaining("database files are incompatible with server")
                        .withMessageContaining("initialized by PostgreSQL version 17"));
    }

    @Test
    void a_password_that_does_not_fit_is_told_at_once() throws Exception {
        with(
                "password",
                "another",
                () -> assertThatExceptionOfType(EmbeddedPostgresException.class)
                        .isThrownBy(() -> start(home))
                        .withMessageContaining("password authentication failed"));
    }

    @Test
    void a_lost_password_is_told() throws Exception {
        Path password = home.resolve("password");
        Path elsewhere = Files.move(password, home.resolve("elsewhere"));
        try {
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> start(home))
                    .withMessageContaining("password file of the embedded database is missing");
        } finally {
            Files.move(elsewhere, password);
        }
    }

    private static void assertStartsWithItsData() throws SQLException {
        try (var postgres = start(home)) {
            assertThat(ask(postgres, "SELECT what FROM kept")).isEqualTo("still here");
        }
    }

    private static void leavePostmasterFileOf(long pid) throws IOException {
        Path data = home.toRealPath().resolve("data");
        Files.writeString(
                data.resolve("postmaster.pid"), pid + "\n" + data + "\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready\n");
    }

    private static long deadProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    private static void with(String file, String content, Runnable check) throws IOException {
        Path path = home.resolve(file);
        String before = Files.readString(path);
        Files.writeString(path, content);
        try {
            check.run();
        } finally {
            Files.writeString(path, before);
        }
    }
}

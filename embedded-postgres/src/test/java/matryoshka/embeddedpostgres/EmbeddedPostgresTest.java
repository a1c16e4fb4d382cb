package matryoshka.embeddedpostgres;

import static matryoshka.embeddedpostgres.TestHome.ask;
import static matryoshka.embeddedpostgres.TestHome.start;
import static matryoshka.embeddedpostgres.TestHome.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    static Path home;

    static EmbeddedPostgres postgres;

    @BeforeAll
    static void start_one() {
        postgres = start(home);
    }

    @AfterAll
    static void stop_it() {
        postgres.close();
    }

    @Test
    void an_empty_folder_becomes_a_database_that_answers() throws SQLException {
        assertThat(ask(postgres, "SELECT current_database()")).isEqualTo("matryoshka");
        assertThat(ask(postgres, "SHOW server_version")).startsWith("18");
    }

    @Test
    void what_is_committed_is_on_disk() throws SQLException {
        assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void only_this_machine_gets_in_and_only_over_tcp() throws SQLException {
        assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
    }

    @Test
    void a_wrong_password_is_refused() throws SQLException {
        assertThat(ask(postgres, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"))
                .isEqualTo("scram-sha-256");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"))
                .matches(e -> e.getSQLState().equals("28P01"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_password_is_for_its_owner_only() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(postgres.password()).hasSizeGreaterThan(30);
    }

    @Test
    void neither_the_log_nor_a_string_shows_the_password_or_a_statement() throws Exception {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> tell(postgres, "CREATE ROLE postgres PASSWORD 'very secret'"));
        assertThat(home.resolve("postgres.log")).content().doesNotContain("very secret", postgres.password());
        assertThat(new Login(1, "very secret").toString()).doesNotContain("very secret");
    }

    @Test
    void a_second_start_in_the_same_folder_is_refused() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> start(home))
                .withMessageStartingWith("Another process is already using the embedded database in ");
    }
}

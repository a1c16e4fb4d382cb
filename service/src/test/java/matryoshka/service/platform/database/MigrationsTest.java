package matryoshka.service.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import matryoshka.service.testing.PostgresExtension;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    record AppliedMigration(String version, boolean success) {}

    @Test
    void every_migration_was_run_and_rows_map_onto_records() {
        Jdbi jdbi = POSTGRES.jdbi();
        List<AppliedMigration> applied = jdbi.withHandle(database -> database.createQuery(
                        "select version, success from flyway_schema_history order by installed_rank")
                .mapTo(AppliedMigration.class)
                .list());
        assertThat(applied)
                .containsExactly(
                        new AppliedMigration("001", true),
                        new AppliedMigration("002", true),
                        new AppliedMigration("003", true),
                        new AppliedMigration("004", true),
                        new AppliedMigration("005", true),
                        new AppliedMigration("006", true),
                        new AppliedMigration("007", true),
                        new AppliedMigration("008", true),
                        new AppliedMigration("009", true),
                        new AppliedMigration("010", true),
                        new AppliedMigration("011", true),
                        new AppliedMigration("012", true),
                        new AppliedMigration("013", true),
                        new AppliedMigration("014", true),
                        new AppliedMigration("015", true),
                        new AppliedMigration("017", true),
                        new AppliedMigration("018", true),
                        new AppliedMigration("019", true),
                        new AppliedMigration("020", true),
                        new AppliedMigration("021", true),
                        new AppliedMigration("022", true),
                        new AppliedMigration("023", true),
                        new AppliedMigration("024", true),
                        new AppliedMigration("025", true),
                        new AppliedMigration("026", true),
                        new AppliedMigration("032", true),
                        new AppliedMigration("033", true),
                        new AppliedMigration("034", true));
    }

    @Test
    void a_migration_that_cannot_run_is_one_clear_exception() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        assertThatExceptionOfType(MigrationFailedException.class)
                .isThrownBy(() -> Migrations.run(nowhere))
                .withMessageContaining("schema");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clients | insert into client (client_id, created_at) values ('heard', now())
                    clients | update client set disabled = true where client_id = 'heard'
                    clients | insert into client_secret (client_id, hash, created_at) select client_id, sha256('x'), now() from client
                    clients | delete from client where client_id = 'heard'
                    graph   | insert into graph_version (version, published_at, published_by) values (9, now(), 'heard')
                    events  | insert into graph_event (version, changes) values (9, '{"stale": [], "fresh": []}')
                    revocations | insert into revocation (jti, expires_at, revoked_by) values ('R.1~x', now(), 'heard')
                    keys    | insert into signing_key values ('k', 'ES256', 'public', 'sealed', now(), null)
                    """)
    void replicas_are_notified_of_a_change(String what, String change) throws SQLException {
        POSTGRES.jdbi().useHandle(listener -> {
            listener.execute("listen matryoshka");
            POSTGRES.jdbi().useHandle(database -> database.execute(change));
            assertThat(heard(listener)).contains(what);
        });
    }

    private static List<String> heard(Handle listener) throws SQLException {
        PGNotification[] notifications =
                listener.getConnection().unwrap(PGConnection.class).getNotifications(5_000);
        return Stream.of(notifications).map(PGNotification::getParameter).toList();
    }

    @Test
    void removing_a_client_removes_its_secret() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("insert into client (client_id, created_at) values ('gone', now())");
            database.execute(
                    "insert into client_secret (client_id, hash, created_at) values ('gone', sha256('x'), now())");
            database.execute("delete from client where client_id = 'gone'");
            int left = database.createQuery("select count(*) from client_secret where client_id = 'gone'")
                    .mapTo(int.class)
                    .one();
            assertThat(left).isZero();
        });
    }
}

package matryoshka.embeddedpostgres;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Databases of tests share the unpacked binaries. */
final class TestHome {
    private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

    private TestHome() {}

    static EmbeddedPostgres start(Path home) {
        return EmbeddedPostgres.in(home).binaries(BINARIES).start();
    }

    /** The first column of the query's only row; absent rows and nulls are an error of the test. */
    static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void tell(EmbeddedPostgres postgres, String command) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}

package matryoshka.service.start;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import matryoshka.service.start.settings.DatabaseSettings;

/**
 * Finds out at start whether a pooler in front of the database, such as PgBouncer, assigns servers by transaction. {@code LISTEN} would then
 * seem to work and never announce anything, and prepared statements would fail now and then.
 */
final class PoolerCheck {
    /** Protocol violation (08P01): what PgBouncer answers to a startup parameter that it does not know. */
    private static final String PROTOCOL_VIOLATION = "08P01";

    private static final int ATTEMPTS = 3;

    private final DatabaseSettings settings;

    PoolerCheck(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** @throws ConfigurationFaultException if the pooler cannot be used like this */
    void run() {
        try (Connection first = connect();
                Connection second = connect()) {
            if (!areServersShared(first, second)) {
                return;
            }
            if (settings.followed().isEmpty()) {
                throw fault(
                        "DATABASE_URL leads to a pooler that assigns servers by transaction, which cannot announce changes."
                                + " Set pool_mode=session there, or database.follow (DATABASE_FOLLOW_URL) to a URL without the pooler.");
            }
            if (settings.preparesStatements()) {
                throw fault(
                        "DATABASE_URL leads to a pooler that assigns servers by transaction. Set prepareThreshold to \"0\" in"
                                + " database.properties, or add prepareThreshold=0 to the URL.");
            }
        } catch (SQLException failed) {
            throw fault(failed);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(settings.getProperties());
        // Prepares no statement, not even BEGIN: a pooler could give it to others.
        properties.setProperty("preferQueryMode", "simple");
        if (settings.getUser() != null) {
            properties.setProperty("user", settings.getUser());
        }
        if (settings.getPassword() != null) {
            properties.setProperty("password", settings.getPassword());
        }
        return DriverManager.getConnection(settings.getUrl(), properties);
    }

    /** Two open connections have two servers, and each keeps its own: anything else is a pooler. */
    private static boolean areServersShared(Connection first, Connection second) throws SQLException {
        second.setAutoCommit(false);
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = server(first);
            long other = server(second);
            long after = server(first);
            second.rollback();
            if (other == before || after != before) {
                return true;
            }
        }
        return false;
    }

    private static long server(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static ConfigurationFaultException fault(SQLException failed) {
        String message = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        String advice = PROTOCOL_VIOLATION.equals(failed.getSQLState())
                ? " If this is PgBouncer, set ignore_startup_parameters = extra_float_digits,options there."
                : "";
        return fault("Cannot connect to the database (DATABASE_URL): " + message + advice);
    }

    private static ConfigurationFaultException fault(String sentence) {
        return new ConfigurationFaultException(List.of(sentence));
    }
}

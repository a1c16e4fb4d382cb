package matryoshka.benchmarks.plans;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads from the issuer's database what was recorded for versions. */
final class Recorded {
    private static final int PAUSE_MILLIS = 20;

    private final Map<String, String> database;

    /** @param database as the issuer's environment has it */
    Recorded(Map<String, String> database) {
        this.database = database;
    }

    /** Waits until a version has its event. */
    void await(long version) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(
                        database.get("DATABASE_URL"),
                        database.get("DATABASE_USER"),
                        database.get("DATABASE_PASSWORD"));
                Statement statement = connection.createStatement()) {
            while (latest(statement) < version) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static long latest(Statement statement) throws SQLException {
        try (ResultSet latest = statement.executeQuery("select coalesce(max(version), 0) from graph_event")) {
            latest.next();
            return latest.getLong(1);
        }
    }
}

package matryoshka.service.platform.database;

import io.dropwizard.lifecycle.Managed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Checks a few times a second whether the database is up, on a connection used for nothing else, and informs the connections for requests.
 * A lost connection alone proves nothing: the database counts as down only if a new connection gets no response either. With several hosts it also notices that another one has become the primary.
 */
public final class WatchDatabase implements Managed {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The class of SQL states for a lack of connections: only a working server can send it. */
    private static final String INSUFFICIENT_RESOURCES = "53";

    private final DataSource database;
    private final RequestConnections requests;
    private final Worker worker;
    private @Nullable Connection connection;
    private boolean lost;
    private String host = "";

    /** @param database opens unpooled connections, on which a response may take about a second */
    public WatchDatabase(DataSource database, RequestConnections requests, Workers workers) {
        this.database = database;
        this.requests = requests;
        this.worker = workers.worker("watch-database", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.start(this::look, failed -> worker.rest(INTERVAL));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
        disconnect();
    }

    private void look() {
        boolean answers = answers() || (!lost && answers());
        if (worker.isStopped() || answers != lost) {
            return;
        }
        lost = !answers;
        if (lost) {
            requests.lose();
        } else {
            requests.regain();
        }
    }

    private boolean answers() {
        try {
            if (connection == null) {
                connection = database.getConnection();
                follow(connection);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
            return true;
        } catch (SQLException failed) {
            disconnect();
            String state = failed.getSQLState();
            return state != null && state.startsWith(INSUFFICIENT_RESOURCES);
        }
    }

    private void follow(Connection fresh) throws SQLException {
        String now = fresh.unwrap(PgConnection.class)
                .getQueryExecutor()
                .getHostSpec()
                .toString();
        if (!host.isEmpty() && !host.equals(now)) {
            requests.move(now);
        }
        host = now;
    }

    private void disconnect() {
        Connection gone = connection;
        connection = null;
        if (gone != null) {
            try {
                gone.close();
            } catch (SQLException closed) {
                // Expected: the connection is closed anyway.
            }
        }
    }
}

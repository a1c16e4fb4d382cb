package matryoshka.service.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.platform.overload.Pause;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jdbi.v3.core.ConnectionFactory;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database connections of all requests: a bounded number, for which a bounded number of requests wait. When the database goes down,
 * connections in use are aborted, and no request waits for it any more until it answers again. Thread-safe.
 */
public final class RequestConnections implements ConnectionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(RequestConnections.class);

    private final DataSourceProxy pool;
    private final Bulkhead bulkhead;
    /** Whoever has a connection waits for responses most of the time. */
    private final Map<Connection, Pause> lent = Collections.synchronizedMap(new IdentityHashMap<>());

    public RequestConnections(DataSourceProxy pool, int maxWaiting) {
        this.pool = pool;
        this.bulkhead = new Bulkhead(pool.getMaxActive(), maxWaiting, Duration.ofMillis(pool.getMaxWait()));
    }

    @Override
    public Connection openConnection() throws SQLException {
        Pause pause = Pause.begin();
        try {
            bulkhead.enter();
            return lend(pause);
        } catch (SQLException | RuntimeException | Error failed) {
            pause.end();
            throw failed;
        }
    }

    private Connection lend(Pause pause) throws SQLException {
        try {
            Connection connection = pool.getConnection();
            lent.put(connection, pause);
            if (bulkhead.isLost()) {
                // The database went down in the meantime, and this connection was not among those that were aborted.
                lent.remove(connection);
                connection.close();
                throw new DatabaseUnavailableException("the connection to the database is lost");
            }
            return connection;
        } catch (SQLException | RuntimeException | Error failed) {
            bulkhead.leave();
            throw failed;
        }
    }

    /** Returns whether this connection belongs to a request. */
    boolean isLent(Connection connection) {
        return lent.containsKey(connection);
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        Pause pause = lent.remove(connection);
        try {
            connection.close();
        } finally {
            bulkhead.leave();
            if (pause != null) {
                pause.end();
            }
        }
    }

    /** Notes that the database does not answer. */
    void lose() {
        LOG.warn("The database does not answer. Requests that need it are refused until it does.");
        bulkhead.lose();
        cutOffAll();
    }

    /** Notes that the database is another server now, to which no connection leads yet. */
    void move(String host) {
        LOG.warn("The database is {} now. Connections to where it was are closed.", host);
        cutOffAll();
    }

    private void cutOffAll() {
        // Idle or returning connections may be dead without knowing it.
        pool.purge();
        List<Connection> cutOff;
        synchronized (lent) {
            cutOff = new ArrayList<>(lent.keySet());
        }
        cutOff.forEach(RequestConnections::cutOff);
    }

    /** Notes that the database answers again. */
    void regain() {
        LOG.info("The database answers again.");
        bulkhead.regain();
    }

    private static void cutOff(Connection connection) {
        try {
            // Its thread waits for a response. Aborting ends the wait and sends nothing to the database.
            connection.unwrap(PgConnection.class).abort(Runnable::run);
        } catch (SQLException closed) {
            LOG.debug("A connection was closed already.", closed);
        }
    }
}

package matryoshka.service.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Gives each caller connections of the right kind: requests and background work have separate connections, so that neither waits for the
 * other. A thread that reads the standby gets connections to that.
 */
public record RoutedConnections(
        RequestThreads threads, RequestConnections requests, DataSource background, Optional<FollowedPool> followed)
        implements ConnectionFactory {

    @Override
    public Connection openConnection() throws SQLException {
        if (followed.isPresent() && followed.get().standby().isRead()) {
            return followed.get().open();
        }
        return threads.isCalling() ? requests.openConnection() : background.getConnection();
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        if (requests.isLent(connection)) {
            requests.closeConnection(connection);
        } else {
            connection.close();
        }
    }
}

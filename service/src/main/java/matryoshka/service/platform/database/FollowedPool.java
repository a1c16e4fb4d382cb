package matryoshka.service.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Connections to the standby that this instance reads. Each may lead to another one: an address can stand for several standbys. */
public record FollowedPool(Standby standby, DataSource pool) {
    /**
     * How far a standby has replayed the write-ahead log, in bytes: an expression. After a failover the standby may be the primary itself.
     */
    public static final String POSITION = """
            cast(pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end, '0/0')
                 as bigint)""";

    /**
     * Opens one for the calling thread, which reads the standby.
     *
     * @throws RuntimeException that ends {@link Standby#read}, if it leads to a standby that is behind the one that was polled
     */
    Connection open() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            if (standby.isReadUpToPosition()) {
                standby.check(position(connection));
            }
            return connection;
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }

    private static long position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + POSITION)) {
            row.next();
            return row.getLong(1);
        }
    }
}

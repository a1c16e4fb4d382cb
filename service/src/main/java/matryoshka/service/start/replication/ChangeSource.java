package matryoshka.service.start.replication;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** How a follower learns on its connection what other instances have changed. For use by one thread at a time. */
public interface ChangeSource {

    /** Begins on a new connection. */
    @FunctionalInterface
    interface Opening {
        ChangeSource open(Connection connection, Statement statement) throws SQLException;
    }

    /**
     * Returns the time, by the database's clock, before which everything committed can be read from now on; empty if that is not known.
     */
    Optional<Instant> completeUntil() throws SQLException;

    /** Reads something that has changed. Returns whether it could be read; if not, it is to be read later. */
    boolean read(Runnable load);

    /** Waits for changes for at most about this time. Returns the names of what has changed, as in {@code NOTIFY}. */
    Set<String> await(Duration patience) throws SQLException, InterruptedException;
}

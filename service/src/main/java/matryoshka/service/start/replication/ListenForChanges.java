package matryoshka.service.start.replication;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import matryoshka.service.platform.time.ClockWatch;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Learns of changes by {@code LISTEN}, at once. Also measures the database's clock. */
public final class ListenForChanges implements ChangeSource {
    private static final String CHANNEL = "matryoshka";

    private final Connection connection;
    private final Statement statement;
    private final ClockWatch clocks;

    private ListenForChanges(Connection connection, Statement statement, ClockWatch clocks) {
        this.connection = connection;
        this.statement = statement;
        this.clocks = clocks;
    }

    /** Returns what listens on each connection that it is given. */
    public static Opening with(ClockWatch clocks) {
        return (connection, statement) -> {
            statement.execute("listen " + CHANNEL);
            return new ListenForChanges(connection, statement, clocks);
        };
    }

    @Override
    public Optional<Instant> completeUntil() throws SQLException {
        clocks.measure(this::time);
        return Optional.of(clocks.now());
    }

    @Override
    public boolean read(Runnable load) {
        load.run();
        return true;
    }

    @Override
    public Set<String> await(Duration patience) throws SQLException {
        Set<String> changed = new HashSet<>();
        PGNotification[] notifications =
                connection.unwrap(PGConnection.class).getNotifications((int) patience.toMillis());
        if (notifications != null) {
            Arrays.stream(notifications).map(PGNotification::getParameter).forEach(changed::add);
        }
        return changed;
    }

    private Instant time() throws SQLException {
        try (ResultSet time = statement.executeQuery("select clock_timestamp()")) {
            time.next();
            return time.getTimestamp(1).toInstant();
        }
    }
}

package matryoshka.service.start.replication;

import io.dropwizard.lifecycle.Managed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.platform.time.ClockWatch;
import matryoshka.service.revocation.JdbiRevocations;
import matryoshka.service.revocation.RevocationStore;
import matryoshka.service.revocation.RevocationSync;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Follows the changes of other instances, on its own connection. {@code NOTIFY} announces a change at once. A few times a second this also
 * asks for the current version, which also detects a connection that has died silently. After a lost connection it connects again and reads
 * everything again.
 */
public final class PostgresFollower implements Managed {
    private static final String CHANNEL = "matryoshka";
    private static final String CLIENTS = "clients";
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private final DataSource database;
    private final Replica replica;
    private final RevocationSync followRevocations;
    private final Map<String, Runnable> others;
    private final ClockWatch clocks;
    private final Worker worker;

    /**
     * @param database opens unpooled connections, on which every response is bounded in time
     * @param others what else to update, by its name in {@code NOTIFY}
     */
    public PostgresFollower(
            DataSource database,
            Replica replica,
            RevocationSync followRevocations,
            Map<String, Runnable> others,
            ClockWatch clocks,
            Workers workers) {
        this.database = database;
        this.replica = replica;
        this.followRevocations = followRevocations;
        this.others = Map.copyOf(others);
        this.clocks = clocks;
        this.worker = workers.worker("follow-changes", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.start(this::connect, failed -> worker.rest(PATIENCE));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE.multipliedBy(5));
    }

    private void connect() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            listen(connection, statement);
        }
    }

    private void listen(Connection connection, Statement statement) throws SQLException {
        // Read first, and on this connection, so that neither an exhausted pool nor other reads delay revocations.
        RevocationStore revocations = new JdbiRevocations(Databases.equip(Jdbi.create(connection)));
        clocks.measure(() -> time(statement));
        followRevocations.readAll(revocations);
        Set<String> changed = new HashSet<>(Set.of(CLIENTS));
        changed.addAll(others.keySet());
        while (!worker.isStopped()) {
            clocks.measure(() -> time(statement));
            followRevocations.readNew(revocations);
            if (changed.contains(CLIENTS)) {
                replica.refreshClients();
            }
            changed.stream().map(others::get).filter(Objects::nonNull).forEach(Runnable::run);
            replica.follow(head(statement));
            worker.succeeded();
            changed = changed(connection.unwrap(PGConnection.class).getNotifications((int) PATIENCE.toMillis()));
        }
    }

    private static Set<String> changed(PGNotification @Nullable [] notifications) {
        Set<String> changed = new HashSet<>();
        if (notifications != null) {
            Arrays.stream(notifications).map(PGNotification::getParameter).forEach(changed::add);
        }
        return changed;
    }

    private static Instant time(Statement statement) throws SQLException {
        try (ResultSet time = statement.executeQuery("select clock_timestamp()")) {
            time.next();
            return time.getTimestamp(1).toInstant();
        }
    }

    private static long head(Statement statement) throws SQLException {
        try (ResultSet head = statement.executeQuery("select version from graph_head")) {
            head.next();
            return head.getLong(1);
        }
    }
}

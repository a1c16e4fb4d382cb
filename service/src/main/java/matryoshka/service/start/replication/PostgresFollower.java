package matryoshka.service.start.replication;

import io.dropwizard.lifecycle.Managed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.revocation.JdbiRevocations;
import matryoshka.service.revocation.RevocationStore;
import matryoshka.service.revocation.RevocationSync;
import org.jdbi.v3.core.Jdbi;

/**
 * Follows the changes of other instances, on its own connection. A few times a second it asks for the current version and for new
 * revocations, which also detects a connection that has died silently; its {@link ChangeSource} says what else changed. After a lost
 * connection it connects again and reads everything again.
 */
public final class PostgresFollower implements Managed {
    private static final String CLIENTS = "clients";
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private final DataSource database;
    private final ChangeSource.Opening sources;
    private final Replica replica;
    private final RevocationSync followRevocations;
    private final Map<String, Runnable> updates;
    private final Worker worker;

    /**
     * @param database opens unpooled connections, on which every response is bounded in time
     * @param sources learns of changes on such a connection
     * @param others what else to update, by its name in {@code NOTIFY}
     */
    public PostgresFollower(
            DataSource database,
            ChangeSource.Opening sources,
            Replica replica,
            RevocationSync followRevocations,
            Map<String, Runnable> others,
            Workers workers) {
        this.database = database;
        this.sources = sources;
        this.replica = replica;
        this.followRevocations = followRevocations;
        this.updates = new HashMap<>(others);
        updates.put(CLIENTS, replica::refreshClients);
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

    private void connect() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            follow(sources.open(connection, statement), statement, connection);
        }
    }

    private void follow(ChangeSource source, Statement statement, Connection connection)
            throws SQLException, InterruptedException {
        // Read first, and on this connection, so that neither an exhausted pool nor other reads delay revocations.
        RevocationStore revocations = new JdbiRevocations(Databases.equip(Jdbi.create(connection)));
        followRevocations.readAll(revocations, source.completeUntil());
        Set<String> due = new HashSet<>(updates.keySet());
        while (!worker.isStopped()) {
            Optional<Instant> complete = source.completeUntil();
            followRevocations.readNew(revocations, complete);
            due = stillDue(due, source);
            replica.follow(head(statement), complete);
            worker.succeeded();
            due.addAll(source.await(PATIENCE));
        }
    }

    /** Updates what is due, and returns what could not be read yet. */
    private Set<String> stillDue(Set<String> due, ChangeSource source) {
        Set<String> late = new HashSet<>();
        for (String name : due) {
            Runnable update = updates.get(name);
            if (update != null && !source.read(update)) {
                late.add(name);
            }
        }
        return late;
    }

    private static long head(Statement statement) throws SQLException {
        try (ResultSet head = statement.executeQuery("select version from graph_head")) {
            head.next();
            return head.getLong(1);
        }
    }
}

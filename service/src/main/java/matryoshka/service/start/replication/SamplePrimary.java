package matryoshka.service.start.replication;

import io.dropwizard.lifecycle.Managed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Standby;
import matryoshka.service.platform.database.Standby.Sample;
import matryoshka.service.platform.time.ClockWatch;

/**
 * Asks the primary a few times a second how far it is, so that this instance knows what its standby lacks. Also measures the primary's
 * clock, which is the one of all instances.
 */
public final class SamplePrimary implements Managed {
    /** An expression that tells databases, and their clusters, from each other. */
    static final String DATABASE = "(select system_identifier || '/' || current_database() from pg_control_system())";

    private static final Duration INTERVAL = Duration.ofMillis(400);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String POSITION =
            "select clock_timestamp(), cast(pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0') as bigint), " + DATABASE;

    private final DataSource primary;
    private final Standby standby;
    private final ClockWatch clocks;
    private final Worker worker;

    /** @param primary opens unpooled connections, on which every response is bounded in time */
    public SamplePrimary(DataSource primary, Standby standby, ClockWatch clocks, Workers workers) {
        this.primary = primary;
        this.standby = standby;
        this.clocks = clocks;
        this.worker = workers.worker("sample-primary", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.start(this::connect, failed -> worker.rest(INTERVAL));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }

    private void connect() throws SQLException, InterruptedException {
        try (Connection connection = primary.getConnection();
                Statement statement = connection.createStatement()) {
            do {
                clocks.measure(() -> sample(statement));
                worker.succeeded();
            } while (!worker.rest(INTERVAL));
        }
    }

    private Instant sample(Statement statement) throws SQLException {
        long takenAt = System.nanoTime();
        try (ResultSet row = statement.executeQuery(POSITION)) {
            row.next();
            Instant time = row.getTimestamp(1).toInstant();
            standby.sampled(new Sample(takenAt, time, row.getLong(2), row.getString(3)));
            return time;
        }
    }
}

package matryoshka.service.start.replication;

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
import matryoshka.service.platform.database.FollowedPool;
import matryoshka.service.platform.database.Standby;

/**
 * Learns of changes on a standby, where {@code LISTEN} does not exist, by asking for a fingerprint of each table. Each row has the number of
 * the transaction that wrote it ({@code xmin}), so that no change leaves the fingerprint as it was.
 */
public final class PollStandby implements ChangeSource {
    private static final String POSITION = "select " + FollowedPool.POSITION + ", " + SamplePrimary.DATABASE;

    private static final String FINGERPRINTS = """
            with changed (name, xmin) as (
                select 'clients', xmin from client
                union all select 'clients', xmin from client_secret
                union all select 'issuers', xmin from trusted_issuer
                union all select 'keys', xmin from signing_key)
            select name, count(*) || ':' || sum(hashint8(cast(cast(xmin as text) as bigint))) from changed group by name
            union all select 'graph', cast(version as text) from graph_head
            union all select 'events', cast(max(version) as text) from graph_event
            """;

    private final Statement statement;
    private final Standby standby;
    private Map<String, String> fingerprints;

    private PollStandby(Statement statement, Standby standby) throws SQLException {
        this.statement = statement;
        this.standby = standby;
        this.fingerprints = fingerprints();
    }

    /** Returns what polls this standby on each connection that it is given. */
    public static Opening of(Standby standby) {
        return (connection, statement) -> {
            standby.opened();
            return new PollStandby(statement, standby);
        };
    }

    @Override
    public Optional<Instant> completeUntil() throws SQLException {
        try (ResultSet position = statement.executeQuery(POSITION)) {
            position.next();
            standby.replayed(position.getLong(1), position.getString(2));
        }
        return standby.completeUntil();
    }

    @Override
    public boolean read(Runnable load) {
        return standby.read(load);
    }

    @Override
    public Set<String> await(Duration patience) throws SQLException, InterruptedException {
        Thread.sleep(patience.toMillis());
        Map<String, String> before = fingerprints;
        fingerprints = fingerprints();
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(fingerprints.keySet());
        changed.removeIf(name -> before.getOrDefault(name, "").equals(fingerprints.getOrDefault(name, "")));
        return changed;
    }

    private Map<String, String> fingerprints() throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(FINGERPRINTS)) {
            while (rows.next()) {
                String fingerprint = rows.getString(2);
                found.put(rows.getString(1), fingerprint == null ? "" : fingerprint);
            }
        }
        return found;
    }
}

package matryoshka.service.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import matryoshka.service.clients.StoredJson;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What versions did, in PostgreSQL. */
public final class JdbiGraphEvents implements GraphEvents {
    private static final long LOCK = 0x6d6174727932L;

    private final Jdbi jdbi;

    public JdbiGraphEvents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void take(Judged judged) {
        jdbi.useTransaction(database -> {
            // One instance at a time.
            database.execute("select pg_advisory_xact_lock(?)", LOCK);
            long latest = latest(database);
            if (latest == judged.version()) {
                addLateComers(database, judged);
            } else if (latest < judged.version()) {
                takeDown(database, latest, judged);
            }
        });
    }

    private static void addLateComers(Handle database, Judged judged) {
        Changes changes = judged.since(known(database));
        StaleNodeRows.add(database, judged.version(), changes.stale());
    }

    private static void takeDown(Handle database, long latest, Judged judged) {
        Changes changes = judged.since(known(database));
        passOver(database, latest, judged.version());
        database.createUpdate("insert into graph_event (version, changes) values (:version, cast(:changes as jsonb))")
                .bind("version", judged.version())
                .bind("changes", changes.json().toString())
                .execute();
        StaleNodeRows.add(database, judged.version(), changes.stale());
        StaleNodeRows.remove(database, changes.fresh());
        OutboxRows.add(database, judged, changes);
    }

    /** Versions that were published too quickly one after the other: what they did shows in the last of them. */
    private static void passOver(Handle database, long latest, long version) {
        database.createUpdate("""
                        insert into graph_event (version, changes)
                        select version, '{"stale": [], "fresh": []}' from graph_version
                        where version > :latest and version < :version
                        """)
                .bind("latest", latest)
                .bind("version", version)
                .execute();
    }

    private static Set<String> known(Handle database) {
        return new HashSet<>(database.createQuery("select id from stale_node")
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<GraphEvent> after(long version, int most) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select e.version, v.published_at, v.published_by, v.message, e.changes
                        from graph_event e join graph_version v on v.version = e.version
                        where e.version > :version
                        order by e.version
                        limit :most
                        """)
                .bind("version", version)
                .bind("most", most)
                .map(JdbiGraphEvents::event)
                .list());
    }

    private static GraphEvent event(ResultSet row, StatementContext context) throws SQLException {
        Instant publishedAt = row.getTimestamp("published_at").toInstant();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("version", row.getLong("version"))
                .put("published_at", publishedAt.toString())
                .put("published_by", row.getString("published_by"));
        String message = row.getString("message");
        if (message != null) {
            data.put("message", message);
        }
        data.setAll((ObjectNode) StoredJson.parse(row.getString("changes")));
        return new GraphEvent(row.getLong("version"), data.toString());
    }

    @Override
    public long latest() {
        return jdbi.withHandle(JdbiGraphEvents::latest);
    }

    private static long latest(Handle database) {
        return database.createQuery("select coalesce(max(version), 0) from graph_event")
                .mapTo(long.class)
                .one();
    }
}

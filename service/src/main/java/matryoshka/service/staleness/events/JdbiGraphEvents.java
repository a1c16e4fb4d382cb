package matryoshka.service.staleness.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import matryoshka.service.clients.registration.StoredJson;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads recorded events from PostgreSQL. */
public final class JdbiGraphEvents implements GraphEvents {
    private final Jdbi jdbi;

    public JdbiGraphEvents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<GraphEvent> after(long version, int most) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select e.version, v.published_at, v.published_by, v.message, v.mark, e.changes
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
        return new GraphEvent(row.getLong("version"), row.getString("mark"), data.toString());
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

package matryoshka.service.staleness;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads the recorded staleness of plan nodes from PostgreSQL. */
public final class JdbiStaleNodes implements StaleSince {
    private final Jdbi jdbi;

    public JdbiStaleNodes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<Instant> since(String planNodeId) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select v.published_at
                        from stale_node s join graph_version v on v.version = s.since_version
                        where s.id = :id
                        """)
                .bind("id", planNodeId)
                .mapTo(Instant.class)
                .findOne());
    }
}

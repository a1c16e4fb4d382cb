package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Pending deliveries in PostgreSQL. Uses the database's time, so that differing clocks do no harm. */
public final class JdbiDeliveries implements Deliveries {
    private static final Duration MAX_AGE = Duration.ofHours(24);

    private final Jdbi jdbi;

    public JdbiDeliveries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Delivery> take(int most, Duration lease) {
        return jdbi.inTransaction(database -> database.createQuery("""
                        with due as (
                            select service, version from webhook_delivery d
                            where next_at <= clock_timestamp()
                              and not exists (select from webhook_delivery e
                                              where e.service = d.service and e.version < d.version)
                            order by next_at
                            limit :most
                            for update skip locked
                        )
                        update webhook_delivery d
                        set attempts = d.attempts + 1, next_at = clock_timestamp() + make_interval(secs => :lease)
                        from due join webhook w on w.service = due.service
                        where d.service = due.service and d.version = due.version
                        returning d.service, w.url, d.version, d.audience, d.changes, d.jti, d.created_at, d.attempts,
                                  d.created_at < clock_timestamp() - make_interval(secs => :mostAge) as is_last
                        """)
                .bind("most", most)
                .bind("lease", seconds(lease))
                .bind("mostAge", seconds(MAX_AGE))
                .map(JdbiDeliveries::delivery)
                .list());
    }

    @Override
    public void delivered(Delivery delivery) {
        jdbi.useTransaction(database -> {
            delete(database, delivery);
            database.createUpdate("""
                            update webhook
                            set delivered_version = :version, delivered_at = clock_timestamp()
                            where service = :service and coalesce(delivered_version, 0) <= :version
                            """)
                    .bind("service", delivery.service())
                    .bind("version", delivery.version())
                    .execute();
        });
    }

    @Override
    public void failed(Delivery delivery, Duration pause) {
        jdbi.useHandle(database -> database.createUpdate("""
                        update webhook_delivery set next_at = clock_timestamp() + make_interval(secs => :pause)
                        where service = :service and version = :version
                        """)
                .bind("pause", seconds(pause))
                .bind("service", delivery.service())
                .bind("version", delivery.version())
                .execute());
    }

    @Override
    public void givenUp(Delivery delivery) {
        jdbi.useTransaction(database -> {
            delete(database, delivery);
            database.createUpdate("""
                            update webhook set given_up_version = :version
                            where service = :service and coalesce(given_up_version, 0) <= :version
                            """)
                    .bind("service", delivery.service())
                    .bind("version", delivery.version())
                    .execute();
        });
    }

    private static void delete(Handle database, Delivery delivery) {
        database.createUpdate("delete from webhook_delivery where service = :service and version = :version")
                .bind("service", delivery.service())
                .bind("version", delivery.version())
                .execute();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
        return new Delivery(
                row.getString("service"),
                URI.create(row.getString("url")),
                row.getLong("version"),
                row.getString("audience"),
                row.getString("changes"),
                row.getString("jti"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("attempts"),
                row.getBoolean("is_last"));
    }
}

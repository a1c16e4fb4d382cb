package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The registered webhooks in PostgreSQL. */
public final class JdbiWebhooks implements Webhooks {
    private static final String SELECT = """
            select w.service, w.url, w.delivered_version, w.delivered_at, w.given_up_version,
                   (select count(*) from webhook_delivery d where d.service = w.service) as pending
            from webhook w
            """;

    private final Jdbi jdbi;

    public JdbiWebhooks(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Webhook> all() {
        return jdbi.withHandle(database -> database.createQuery(SELECT + "order by w.service collate \"C\"")
                .map((row, context) -> webhook(row))
                .list());
    }

    @Override
    public Optional<Webhook> of(String service) {
        return jdbi.withHandle(database -> database.createQuery(SELECT + "where w.service = :service")
                .bind("service", service)
                .map((row, context) -> webhook(row))
                .findOne());
    }

    @Override
    public Put put(String service, URI url) {
        // Only a row that was not there before has no earlier version of itself.
        return jdbi.withHandle(database -> database.createQuery("""
                        insert into webhook (service, url) values (:service, :url)
                        on conflict (service) do update set url = excluded.url
                        returning service, url, delivered_version, delivered_at, given_up_version,
                                  (select count(*) from webhook_delivery d where d.service = webhook.service) as pending,
                                  xmax = 0 as is_new
                        """)
                .bind("service", service)
                .bind("url", url.toString())
                .map((row, context) -> new Put(webhook(row), row.getBoolean("is_new")))
                .one());
    }

    @Override
    public boolean remove(String service) {
        return jdbi.withHandle(database -> database.createUpdate("delete from webhook where service = :service")
                        .bind("service", service)
                        .execute()
                > 0);
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        Timestamp deliveredAt = row.getTimestamp("delivered_at");
        return new Webhook(
                row.getString("service"),
                URI.create(row.getString("url")),
                row.getLong("pending"),
                row.getObject("delivered_version", Long.class),
                deliveredAt == null ? null : deliveredAt.toInstant(),
                row.getObject("given_up_version", Long.class));
    }
}

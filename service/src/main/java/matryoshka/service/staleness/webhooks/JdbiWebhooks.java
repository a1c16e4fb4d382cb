package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Registered webhooks in PostgreSQL. */
public final class JdbiWebhooks implements Webhooks {
    /** The first half of the advisory locks of webhooks; the second half is a hash of the service. */
    private static final int LOCK = 0x6d617477;

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
        return jdbi.withHandle(database -> find(database, service));
    }

    private static Optional<Webhook> find(Handle database, String service) {
        return database.createQuery(SELECT + "where w.service = :service")
                .bind("service", service)
                .map((row, context) -> webhook(row))
                .findOne();
    }

    @Override
    public Optional<Put> put(String service, URI url, Predicate<Optional<Webhook>> allowed) {
        return jdbi.inTransaction(database ->
                isAllowed(database, service, allowed) ? Optional.of(put(database, service, url)) : Optional.empty());
    }

    /** Locks out other changes to this webhook, even if it does not exist yet. */
    private static boolean isAllowed(Handle database, String service, Predicate<Optional<Webhook>> allowed) {
        database.execute("select pg_advisory_xact_lock(?, hashtext(?))", LOCK, service);
        return allowed.test(find(database, service));
    }

    private static Put put(Handle database, String service, URI url) {
        // Only a newly inserted row has no earlier row version.
        return database.createQuery("""
                        insert into webhook (service, url) values (:service, :url)
                        on conflict (service) do update set url = excluded.url
                        returning service, url, delivered_version, delivered_at, given_up_version,
                                  (select count(*) from webhook_delivery d where d.service = webhook.service) as pending,
                                  xmax = 0 as is_new
                        """)
                .bind("service", service)
                .bind("url", url.toString())
                .map((row, context) -> new Put(webhook(row), row.getBoolean("is_new")))
                .one();
    }

    @Override
    public boolean remove(String service, Predicate<Optional<Webhook>> allowed) {
        return jdbi.inTransaction(database -> {
            boolean removes = isAllowed(database, service, allowed);
            if (removes) {
                database.createUpdate("delete from webhook where service = :service")
                        .bind("service", service)
                        .execute();
            }
            return removes;
        });
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

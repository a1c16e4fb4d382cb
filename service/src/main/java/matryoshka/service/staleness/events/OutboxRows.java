package matryoshka.service.staleness.events;

import java.util.Map;
import matryoshka.graph.Service;
import matryoshka.service.snapshot.Snapshot;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What resource servers are to be told of a version: a row for each that is registered and has tokens that it changed. */
final class OutboxRows {
    private OutboxRows() {}

    static void add(Handle database, Snapshot snapshot, Changes changes) {
        Map<String, String> audiences = changes.audiences();
        for (String service : changes.isPartial() ? all(database) : audiences.keySet()) {
            database.createUpdate("""
                            insert into webhook_delivery (service, version, audience, changes)
                            select w.service, :version, coalesce(:audience, g.audience, w.service), cast(:changes as jsonb)
                            from webhook w left join lateral (
                                select audience from graph_service where name = w.service order by from_version desc limit 1
                            ) g on true
                            where w.service = :service
                            """)
                    .bind("service", service)
                    .bind("version", snapshot.version())
                    .bind("audience", audience(snapshot, service, audiences))
                    .bind(
                            "changes",
                            changes.only(node -> node.isFor(service)).json().toString())
                    .execute();
        }
    }

    /** Whoever may be concerned by what is not told of is told that there is more. */
    private static Iterable<String> all(Handle database) {
        return database.createQuery("select service from webhook")
                .mapTo(String.class)
                .list();
    }

    /** Today's, or that of tokens of a service that is gone; null when neither is known. */
    private static @Nullable String audience(Snapshot snapshot, String service, Map<String, String> audiences) {
        return snapshot.graph().service(service).map(Service::effectiveAudience).orElse(audiences.get(service));
    }
}

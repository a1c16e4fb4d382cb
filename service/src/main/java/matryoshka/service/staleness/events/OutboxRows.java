package matryoshka.service.staleness.events;

import java.util.Map;
import matryoshka.graph.Service;
import matryoshka.service.snapshot.Snapshot;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Queues a delivery for each service that has a webhook and tokens that the version changed. */
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

    /** When an event does not list every change, every service with a webhook may be affected, and is told that there is more. */
    private static Iterable<String> all(Handle database) {
        return database.createQuery("select service from webhook")
                .mapTo(String.class)
                .list();
    }

    /** Returns the service's current audience or, if the service is gone, that of its tokens; null if neither is known. */
    private static @Nullable String audience(Snapshot snapshot, String service, Map<String, String> audiences) {
        return snapshot.graph().service(service).map(Service::effectiveAudience).orElse(audiences.get(service));
    }
}

package matryoshka.service.events;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What resource servers are to be told of a version: a row for each that is registered and has tokens that it changed. */
final class OutboxRows {
    private OutboxRows() {}

    static void add(Handle database, Judged judged, Changes changes) {
        for (Map.Entry<String, String> service : changes.audiences().entrySet()) {
            String name = service.getKey();
            database.createUpdate("""
                            insert into webhook_delivery (service, version, audience, changes)
                            select service, :version, :audience, cast(:changes as jsonb)
                            from webhook where service = :service
                            """)
                    .bind("service", name)
                    .bind("version", judged.version())
                    .bind("audience", judged.audience(name).orElse(service.getValue()))
                    .bind("changes", changes.of(name).json().toString())
                    .execute();
        }
    }
}

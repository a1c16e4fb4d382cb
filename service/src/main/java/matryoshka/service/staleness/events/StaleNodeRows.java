package matryoshka.service.staleness.events;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import matryoshka.service.staleness.events.Recordings.Standings;
import org.jdbi.v3.core.Handle;

/** The stored stale plan nodes, each with the version that made it stale. */
final class StaleNodeRows {
    private StaleNodeRows() {}

    /** Returns those of these nodes that are stored as stale. */
    static Set<String> known(Handle database, Standings standings) {
        List<String> ids = Stream.concat(standings.stale().stream(), standings.fresh().stream())
                .map(NodeChange::plan)
                .toList();
        return new HashSet<>(database.createQuery("select id from stale_node where id = any(:ids)")
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .list());
    }

    /** Stores these nodes as stale, except nodes that have been deleted in the meantime. */
    static void add(Handle database, long version, Collection<NodeChange> nodes) {
        if (!nodes.isEmpty()) {
            database.createUpdate("""
                            insert into stale_node (id, since_version)
                            select distinct id, cast(:version as bigint) from plan_node where id = any(:ids)
                            on conflict do nothing
                            """)
                    .bind("version", version)
                    .bindArray("ids", String.class, ids(nodes))
                    .execute();
        }
    }

    static void remove(Handle database, Collection<NodeChange> nodes) {
        if (!nodes.isEmpty()) {
            database.createUpdate("delete from stale_node where id = any(:ids)")
                    .bindArray("ids", String.class, ids(nodes))
                    .execute();
        }
    }

    private static List<String> ids(Collection<NodeChange> nodes) {
        return nodes.stream().map(NodeChange::plan).toList();
    }
}

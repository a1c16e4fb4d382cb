package matryoshka.service.events;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The plan nodes whose tokens are stale, in the version that made them so. */
final class StaleNodeRows {
    private StaleNodeRows() {}

    /** Nodes that were forgotten meanwhile are left out. */
    static void add(Handle database, long version, List<NodeChange> nodes) {
        if (!nodes.isEmpty()) {
            database.createUpdate("""
                            insert into stale_node (id, since_version)
                            select distinct id, :version from plan_node where id = any(:ids)
                            on conflict do nothing
                            """)
                    .bind("version", version)
                    .bindArray("ids", String.class, ids(nodes))
                    .execute();
        }
    }

    /** Removes nodes, and with them those that nobody can have a token of any more. */
    static void remove(Handle database, List<NodeChange> nodes) {
        database.createUpdate("""
                        delete from stale_node s
                        where id = any(:ids) or not exists (select from plan_node n where n.id = s.id)
                        """).bindArray("ids", String.class, ids(nodes)).execute();
    }

    private static List<String> ids(List<NodeChange> nodes) {
        return nodes.stream().map(NodeChange::plan).toList();
    }
}

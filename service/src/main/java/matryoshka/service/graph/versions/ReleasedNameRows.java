package matryoshka.service.graph.versions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import matryoshka.graph.power.GraphName;
import matryoshka.graph.power.NameChanges;
import matryoshka.graph.power.Precedents;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table {@code graph_released_name}, and which names belong to clients, as seen through one handle. */
record ReleasedNameRows(Handle database) implements Precedents {

    @Override
    public Map<GraphName, FormerHolder> released(Collection<GraphName> names) {
        Map<GraphName, FormerHolder> released = new HashMap<>();
        bind(database.createQuery("""
                                select released.kind, released.name, released.service, latest.owners
                                from graph_released_name released
                                join unnest(cast(:kinds as text[]), cast(:names as text[])) as wanted (kind, name)
                                    using (kind, name)
                                cross join lateral (
                                    select owners from graph_service where name = released.service
                                    order by from_version desc limit 1) latest
                                """), names)
                .map((row, context) -> Map.entry(name(row), holder(row)))
                .forEach(found -> released.put(found.getKey(), found.getValue()));
        return released;
    }

    @Override
    public Set<String> clients(Collection<String> ids) {
        return new HashSet<>(database.createQuery("select client_id from client where client_id = any(:ids)")
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .list());
    }

    /** Updates the table for a version that is being published. */
    void write(long version, NameChanges changes) {
        SortedMap<GraphName, String> released = changes.released();
        if (!changes.taken().isEmpty()) {
            bind(database.createUpdate("""
                            delete from graph_released_name released
                            using unnest(cast(:kinds as text[]), cast(:names as text[])) as taken (kind, name)
                            where released.kind = taken.kind and released.name = taken.name
                            """), changes.taken().keySet()).execute();
        }
        if (!released.isEmpty()) {
            bind(database.createUpdate("""
                            insert into graph_released_name (kind, name, service, released_in)
                            select kind, name, service, :version
                            from unnest(cast(:kinds as text[]), cast(:names as text[]), cast(:services as text[]))
                                as released (kind, name, service)
                            """), released.keySet())
                    .bindArray("services", String.class, released.values())
                    .bind("version", version)
                    .execute();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Collection<GraphName> names) {
        List<String> kinds = new ArrayList<>(names.size());
        List<String> texts = new ArrayList<>(names.size());
        for (GraphName name : names) {
            kinds.add(name.kind().word());
            texts.add(name.text());
        }
        return statement.bindArray("kinds", String.class, kinds).bindArray("names", String.class, texts);
    }

    private static GraphName name(ResultSet row) throws SQLException {
        return new GraphName(
                GraphName.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("name"));
    }

    private static FormerHolder holder(ResultSet row) throws SQLException {
        return new FormerHolder(row.getString("service"), Rows.texts(row, "owners"));
    }
}

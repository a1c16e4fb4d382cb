package matryoshka.service.staleness.explain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.service.graph.versions.PublishedVersion;
import org.jdbi.v3.core.Jdbi;

/** Reads changes of the graph from PostgreSQL. */
public final class JdbiGraphChanges implements GraphChanges {
    private final Jdbi jdbi;

    public JdbiGraphChanges(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Map<String, PublishedVersion> forms(Set<String> dependencies, long version) {
        Map<String, PublishedVersion> forms = new HashMap<>();
        jdbi.useHandle(database -> database.createQuery("""
                        select distinct on (name) name, version, published_at, published_by, message
                        from graph_dependency
                        join graph_version on version = from_version
                        where name = any(:names) and from_version <= :version
                        order by name, from_version desc
                        """)
                .bindArray("names", String.class, dependencies)
                .bind("version", version)
                .map((row, context) -> Map.entry(row.getString("name"), published(row)))
                .forEach(form -> forms.put(form.getKey(), form.getValue())));
        return forms;
    }

    /** Each end of a row's version range has its own index. */
    @Override
    public List<GraphChange> concerning(Concern concern, long after, long upTo, int most) {
        SortedSet<String> services = new TreeSet<>(concern.own());
        services.addAll(concern.path());
        return jdbi.withHandle(database -> database.createQuery("""
                        with service as (
                            select name, from_version as version from graph_service
                            where from_version > :after and from_version <= :upTo and name = any(:services)
                            union
                            select name, until_version from graph_service
                            where until_version > :after and until_version <= :upTo and name = any(:services)
                        ), edge as (
                            select name, caller, callee, from_version as version from graph_dependency
                            where from_version > :after and from_version <= :upTo and caller = any(:services)
                            union
                            select name, caller, callee, until_version from graph_dependency
                            where until_version > :after and until_version <= :upTo and caller = any(:services)
                        ), touched as (
                            select version, name as service, null as dependency from service
                            union
                            select version, null, name from edge
                            where caller = any(:own) or caller = any(:path) and callee = any(:path)
                        )
                        select published.version, published_at, published_by, message,
                               coalesce(array_agg(service order by service) filter (where service is not null), '{}') as services,
                               coalesce(array_agg(dependency order by dependency) filter (where dependency is not null), '{}')
                                   as dependencies
                        from touched
                        join graph_version published on published.version = touched.version
                        group by published.version
                        order by published.version desc
                        limit :most
                        """)
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("most", most)
                .bindArray("services", String.class, services)
                .bindArray("own", String.class, concern.own())
                .bindArray("path", String.class, concern.path())
                .map((row, context) ->
                        new GraphChange(published(row), texts(row, "services"), texts(row, "dependencies")))
                .list());
    }

    private static PublishedVersion published(ResultSet row) throws SQLException {
        return new PublishedVersion(
                row.getLong("version"),
                row.getTimestamp("published_at").toInstant(),
                row.getString("published_by"),
                row.getString("message"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

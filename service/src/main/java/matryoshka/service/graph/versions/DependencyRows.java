package matryoshka.service.graph.versions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sharing;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.GraphDocumentWriter;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code graph_dependency}. */
final class DependencyRows {
    /** Selects the versions with which the rows of one name began or ended. */
    static final String HISTORY = """
            select version, published_at, published_by, message
            from graph_version
            where version < :before
              and version in (
                select from_version from graph_dependency where name = :name
                union
                select until_version from graph_dependency where name = :name and until_version is not null)
            order by version desc
            limit :most
            """;

    private static final String COLUMNS = """
            name, caller, callee, requires, grants, sharing, clients,
            cast(extract(epoch from lifetime) as bigint) as lifetime, confidential, claims,
            condition, parameters, cast(extract(epoch from extend) as bigint) as extend, excess
            """;

    private DependencyRows() {}

    /** Reads the rows of a version, given those of an earlier one. */
    static SortedMap<String, Dependency> read(Handle database, GraphVersion known, long version) {
        return new Rows.Reading<>("graph_dependency", COLUMNS, DependencyRows::dependency, Dependency::name)
                .read(database, known.version(), known.document().dependencies(), version);
    }

    static void write(Handle database, long version, RowChanges<Dependency> changes) {
        Rows.end(database, """
                update graph_dependency set until_version = :version
                where until_version is null and name = any(:names)
                """, version, changes.ended());
        Rows.begin(database, """
                insert into graph_dependency
                    (name, from_version, caller, callee, requires, grants, sharing, clients, lifetime, confidential, claims,
                     condition, parameters, extend, excess)
                select name, :version, "from", "to", coalesce(requires, '{}'), grants, sharing, coalesce(clients, '{}'),
                       lifetime, coalesce(confidential, false), claims,
                       "when", parameters, extend, staleness ->> 'excess'
                from jsonb_to_recordset(cast(:rows as jsonb)) as row
                    (name text, "from" text, "to" text, requires text[], grants text[], sharing text, clients text[],
                     lifetime interval, confidential boolean, claims jsonb, "when" text, parameters jsonb, extend interval,
                     staleness jsonb)
                """, version, changes.begun(), DependencyRows::row);
    }

    private static ObjectNode row(Dependency dependency) {
        return GraphDocumentWriter.dependency(dependency).put("name", dependency.name());
    }

    private static Dependency dependency(ResultSet row, StatementContext context) throws SQLException {
        return new Dependency(
                row.getString("name"),
                row.getString("caller"),
                row.getString("callee"),
                Scopes.of(Rows.texts(row, "requires")),
                Scopes.of(Rows.texts(row, "grants")),
                Sharing.valueOf(row.getString("sharing").toUpperCase(Locale.ROOT)),
                clients(row),
                Rows.seconds(row, "lifetime"),
                row.getBoolean("confidential"),
                Rows.json(row, "claims", GraphDocumentReader::claims).orElse(ClaimRules.NONE),
                terms(row));
    }

    /** {@code {}} is how the absence of the list has always been stored: an empty list cannot be published. */
    private static @Nullable SortedSet<String> clients(ResultSet row) throws SQLException {
        SortedSet<String> clients = Rows.texts(row, "clients");
        return clients.isEmpty() ? null : clients;
    }

    private static DependencyTerms terms(ResultSet row) throws SQLException {
        String excess = row.getString("excess");
        return new DependencyTerms(
                row.getString("condition"),
                Rows.json(row, "parameters", GraphDocumentReader::parameters).orElse(DependencyTerms.NONE.parameters()),
                Rows.seconds(row, "extend"),
                excess == null ? null : ExcessPolicy.valueOf(excess.toUpperCase(Locale.ROOT)));
    }
}

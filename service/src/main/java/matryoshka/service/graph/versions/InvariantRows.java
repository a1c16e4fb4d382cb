package matryoshka.service.graph.versions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import matryoshka.graph.Invariant;
import matryoshka.service.graph.document.GraphDocumentWriter;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code graph_invariant}. */
final class InvariantRows {
    private static final String COLUMNS = """
            name, origin, never, service, callers, max_depth
            """;

    private InvariantRows() {}

    /** Reads the rows of a version, given those of an earlier one. */
    static SortedMap<String, Invariant> read(Handle database, GraphVersion known, long version) {
        return new Rows.Reading<>("graph_invariant", COLUMNS, InvariantRows::invariant, Invariant::name)
                .read(database, known.version(), known.document().invariants(), version);
    }

    static void write(Handle database, long version, RowChanges<Invariant> changes) {
        Rows.end(database, """
                update graph_invariant set until_version = :version
                where until_version is null and name = any(:names)
                """, version, changes.ended());
        Rows.begin(database, """
                insert into graph_invariant (name, from_version, origin, never, service, callers, max_depth)
                select name, :version, "from", never, service, callers, max_depth
                from jsonb_to_recordset(cast(:rows as jsonb)) as row
                    (name text, "from" text, never text, service text, callers text[], max_depth integer)
                """, version, changes.begun(), InvariantRows::row);
    }

    private static ObjectNode row(Invariant invariant) {
        return GraphDocumentWriter.invariant(invariant).put("name", invariant.name());
    }

    private static Invariant invariant(ResultSet row, StatementContext context) throws SQLException {
        String name = row.getString("name");
        String origin = row.getString("origin");
        if (origin != null) {
            return new Invariant.Never(name, origin, row.getString("never"));
        }
        String service = row.getString("service");
        return service != null
                ? new Invariant.Callers(name, service, Rows.texts(row, "callers"))
                : new Invariant.MaxDepth(name, row.getInt("max_depth"));
    }
}

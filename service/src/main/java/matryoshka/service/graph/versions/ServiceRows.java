package matryoshka.service.graph.versions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceAccess;
import matryoshka.graph.ServiceKeys;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.GraphDocumentWriter;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code graph_service}. */
final class ServiceRows {
    /** Selects the versions with which the rows of one name began or ended. */
    static final String HISTORY = """
            select version, published_at, published_by, message
            from graph_version
            where version < :before
              and version in (
                select from_version from graph_service where name = :name
                union
                select until_version from graph_service where name = :name and until_version is not null)
            order by version desc
            limit :most
            """;

    private static final String COLUMNS = """
            name, audience, context, description, owners,
            cast(extract(epoch from lifetime) as bigint) as lifetime, scopes, keys, hosts, presenters
            """;

    private ServiceRows() {}

    /** Reads the rows of a version, given those of an earlier one. */
    static SortedMap<String, Service> read(Handle database, GraphVersion known, long version) {
        return new Rows.Reading<>("graph_service", COLUMNS, ServiceRows::service, Service::name)
                .read(database, known.version(), known.document().services(), version);
    }

    static void write(Handle database, long version, RowChanges<Service> changes) {
        Rows.end(database, """
                update graph_service set until_version = :version
                where until_version is null and name = any(:names)
                """, version, changes.ended());
        Rows.begin(database, """
                insert into graph_service
                    (name, from_version, audience, context, description, owners, lifetime, scopes, keys,
                     hosts, presenters)
                select name, :version, audience, context, description, coalesce(owners, '{}'), lifetime, scopes, keys,
                       coalesce(hosts, '{}'), coalesce(presenters, '{}')
                from jsonb_to_recordset(cast(:rows as jsonb)) as row
                    (name text, audience text, context text, description text, owners text[], lifetime interval,
                     scopes jsonb, keys jsonb, hosts text[], presenters text[])
                """, version, changes.begun(), ServiceRows::row);
    }

    private static ObjectNode row(Service service) {
        return GraphDocumentWriter.service(service).put("name", service.name());
    }

    private static Service service(ResultSet row, StatementContext context) throws SQLException {
        return new Service(
                row.getString("name"),
                row.getString("audience"),
                row.getString("context"),
                row.getString("description"),
                Rows.texts(row, "owners"),
                Rows.seconds(row, "lifetime"),
                Rows.json(row, "scopes", GraphDocumentReader::scopes).orElseThrow(),
                Rows.json(row, "keys", GraphDocumentReader::keys).orElse(ServiceKeys.NONE),
                new ServiceAccess(Rows.texts(row, "hosts"), Rows.texts(row, "presenters")));
    }
}

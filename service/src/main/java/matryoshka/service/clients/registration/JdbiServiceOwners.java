package matryoshka.service.clients.registration;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import matryoshka.graph.Names;
import matryoshka.graph.Sorted;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The owners of services in PostgreSQL. */
public final class JdbiServiceOwners implements ServiceOwners {
    private static final RowMapper<SortedSet<String>> OWNERS = (row, context) ->
            Sorted.set(List.of((String[]) row.getArray("owners").getArray()));

    private final Jdbi jdbi;

    public JdbiServiceOwners(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<SortedSet<String>> of(String service) {
        return jdbi.withHandle(database -> of(database, service));
    }

    @Override
    public List<SortedSet<String>> actedForBy(String clientId) {
        return jdbi.withHandle(database -> actedForBy(database, clientId));
    }

    static List<SortedSet<String>> actedForBy(Handle database, String clientId) {
        return Stream.concat(of(database, clientId).stream(), ofPresentedBy(database, clientId))
                .toList();
    }

    private static Stream<SortedSet<String>> ofPresentedBy(Handle database, String clientId) {
        return Names.isName(clientId)
                ? database.createQuery("""
                                select distinct owners from graph_service where until_version is null and :id = any (presenters)
                                """).bind("id", clientId).map(OWNERS).list().stream()
                : Stream.of();
    }

    /** An invalid name needs no database query. */
    private static Optional<SortedSet<String>> of(Handle database, String service) {
        return Names.isName(service)
                ? database.createQuery("""
                                select owners from graph_service where name = :name order by from_version desc limit 1
                                """).bind("name", service).map(OWNERS).findOne()
                : Optional.empty();
    }

    /** Prevents publishing until the transaction ends. */
    static void keepGraph(Handle database) {
        database.createQuery("select version from graph_head for share")
                .mapTo(long.class)
                .one();
    }
}

package matryoshka.service.clients.registration;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.Names;
import matryoshka.graph.Sorted;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The owners of services in PostgreSQL. */
public final class JdbiServiceOwners implements ServiceOwners {
    private final Jdbi jdbi;

    public JdbiServiceOwners(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<SortedSet<String>> of(String service) {
        return jdbi.withHandle(database -> of(database, service));
    }

    /** An invalid name needs no database query. */
    static Optional<SortedSet<String>> of(Handle database, String service) {
        return Names.isName(service)
                ? database.createQuery("""
                                select owners from graph_service where name = :name order by from_version desc limit 1
                                """)
                        .bind("name", service)
                        .map((row, context) -> Sorted.set(
                                List.of((String[]) row.getArray("owners").getArray())))
                        .findOne()
                : Optional.empty();
    }

    /** Prevents publishing until the transaction ends. */
    static void keepGraph(Handle database) {
        database.createQuery("select version from graph_head for share")
                .mapTo(long.class)
                .one();
    }
}

package matryoshka.service.graph.versions;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Service;
import matryoshka.graph.power.GraphName;
import matryoshka.graph.power.NameChanges;
import matryoshka.graph.power.Precedents;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishDecision.Refuse;
import matryoshka.service.graph.versions.PublishOutcome.Accepted;
import matryoshka.service.graph.versions.PublishOutcome.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The graph's versions in PostgreSQL. */
public final class JdbiGraphVersions implements GraphVersions {
    private final Jdbi jdbi;

    public JdbiGraphVersions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public long currentVersion() {
        return jdbi.withHandle(JdbiGraphVersions::head);
    }

    @Override
    public GraphVersion current() {
        return since(GraphVersion.NOTHING_PUBLISHED);
    }

    @Override
    public GraphVersion since(GraphVersion known) {
        return jdbi.inTransaction(database -> read(database, known, head(database)));
    }

    @Override
    public Optional<GraphDocument> load(long version) {
        return jdbi.inTransaction(database -> version < 0 || version > head(database)
                ? Optional.empty()
                : Optional.of(
                        read(database, GraphVersion.NOTHING_PUBLISHED, version).document()));
    }

    @Override
    public List<PublishedVersion> history(long before, int most) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select version, published_at, published_by, message
                        from graph_version
                        where version < :before
                        order by version desc
                        limit :most
                        """)
                .bind("before", before)
                .bind("most", most)
                .mapTo(PublishedVersion.class)
                .list());
    }

    @Override
    public List<PublishedVersion> history(GraphElement element, long before, int most) {
        return jdbi.withHandle(database -> database.createQuery(
                        switch (element.kind()) {
                            case SERVICE -> ServiceRows.HISTORY;
                            case DEPENDENCY -> DependencyRows.HISTORY;
                        })
                .bind("name", element.name())
                .bind("before", before)
                .bind("most", most)
                .mapTo(PublishedVersion.class)
                .list());
    }

    @Override
    public Map<Long, String> marks(Collection<Long> versions) {
        return jdbi.withHandle(database -> database.createQuery(
                        "select version, mark from graph_version where version = any(:versions)")
                .bindArray("versions", Long.class, versions)
                .reduceRows(new HashMap<>(), (marks, row) -> {
                    marks.put(row.getColumn("version", Long.class), row.getColumn("mark", String.class));
                    return marks;
                }));
    }

    @Override
    public <R> PublishOutcome<R> publish(GraphVersion known, Publisher<R> publisher) {
        return jdbi.inTransaction(database -> {
            long version = lockedHead(database);
            GraphVersion current = read(database, known, version);
            PublishDecision<R> decision = publisher.decide(current, new ReleasedNameRows(database));
            if (decision instanceof Publish<R> publish) {
                return new Accepted<>(current, write(database, current, publish));
            }
            return new Refused<>(((Refuse<R>) decision).reason());
        });
    }

    @Override
    public Precedents precedents() {
        return new Precedents() {
            @Override
            public Map<GraphName, FormerHolder> released(Collection<GraphName> names) {
                return jdbi.withHandle(database -> new ReleasedNameRows(database).released(names));
            }

            @Override
            public Set<String> clients(Collection<String> ids) {
                return jdbi.withHandle(database -> new ReleasedNameRows(database).clients(ids));
            }
        };
    }

    private static long head(Handle database) {
        return database.createQuery("select version from graph_head")
                .mapTo(long.class)
                .one();
    }

    private static long lockedHead(Handle database) {
        return database.createQuery("select version from graph_head for update")
                .mapTo(long.class)
                .one();
    }

    /** Needs no database snapshot: the content of a version does not change when later versions end its rows. */
    private static GraphVersion read(Handle database, GraphVersion known, long version) {
        return version == known.version()
                ? known
                : new GraphVersion(
                        version,
                        new GraphDocument(
                                ServiceRows.read(database, known, version),
                                DependencyRows.read(database, known, version),
                                InvariantRows.read(database, known, version)));
    }

    private static GraphVersion write(Handle database, GraphVersion current, Publish<?> publish) {
        GraphDocument before = current.document();
        GraphDocument after = publish.document();
        RowChanges<Service> services = RowChanges.between(before.services(), after.services());
        RowChanges<Dependency> dependencies = RowChanges.between(before.dependencies(), after.dependencies());
        RowChanges<Invariant> invariants = RowChanges.between(before.invariants(), after.invariants());
        if (services.isEmpty() && dependencies.isEmpty() && invariants.isEmpty()) {
            return current;
        }
        long version = current.version() + 1;
        insertVersion(database, version, publish);
        ServiceRows.write(database, version, services);
        DependencyRows.write(database, version, dependencies);
        InvariantRows.write(database, version, invariants);
        new ReleasedNameRows(database).write(version, NameChanges.between(before, after));
        moveHead(database, version);
        return new GraphVersion(version, after);
    }

    private static void insertVersion(Handle database, long version, Publish<?> publish) {
        database.createUpdate("""
                        insert into graph_version (version, published_at, published_by, message)
                        values (:version, :publishedAt, :publishedBy, :message)
                        """)
                .bind("version", version)
                .bind("publishedAt", publish.publishedAt())
                .bind("publishedBy", publish.publishedBy())
                .bind("message", publish.message())
                .execute();
    }

    private static void moveHead(Handle database, long version) {
        database.createUpdate("update graph_head set version = :version")
                .bind("version", version)
                .execute();
    }
}

package matryoshka.service.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads from PostgreSQL where versions of the graph extend tokens. Reads all dependencies of a version only if one of them extends. */
public final class JdbiExtendedGraphs implements ExtendedGraphs {
    /** How long after its timestamp a version can be published, since it is checked and written in between. */
    private static final Duration TO_PUBLISH = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final Duration lag;
    private volatile Known known = new Known(0, -1, Set.of());

    /** The result for a range of versions, which never change. */
    private record Known(long first, long last, Set<String> extending) {}

    /** @param lag how long an instance may keep using a version after a later one was published */
    public JdbiExtendedGraphs(Jdbi jdbi, Duration lag) {
        this.jdbi = jdbi;
        this.lag = lag;
    }

    @Override
    public Predicate<Set<String>> since(Instant since) {
        Set<String> extending =
                jdbi.withHandle(database -> extending(database, since.minus(lag).minus(TO_PUBLISH)));
        return services -> !Collections.disjoint(services, extending);
    }

    private Set<String> extending(Handle database, Instant since) {
        Known range = database.createQuery("""
                        select (select coalesce(max(version), 0) from graph_version where published_at <= :since) as first,
                               version as last
                        from graph_head
                        """)
                .bind("since", since)
                .map((row, context) -> new Known(row.getLong("first"), row.getLong("last"), Set.of()))
                .one();
        Known before = known;
        if (before.first() != range.first() || before.last() != range.last()) {
            before = new Known(range.first(), range.last(), extending(database, range.first()));
            known = before;
        }
        return before.extending();
    }

    private static Set<String> extending(Handle database, long first) {
        boolean none = database.createQuery("""
                        select not exists (
                            select from graph_dependency
                            where extend is not null and (until_version is null or until_version > :first))
                        """)
                .bind("first", first)
                .mapTo(boolean.class)
                .one();
        return none ? Set.of() : reaching(edges(database, first));
    }

    private static List<Edge> edges(Handle database, long first) {
        return database.createQuery("""
                        select distinct caller, callee, extend is not null as extend from graph_dependency
                        where until_version is null or until_version > :first
                        """)
                .bind("first", first)
                .map((row, context) ->
                        new Edge(row.getString("caller"), row.getString("callee"), row.getBoolean("extend")))
                .list();
    }

    /** The part of a dependency that matters here. */
    private record Edge(String caller, String callee, boolean extend) {}

    /**
     * Returns the services from which a dependency with {@code extend} can be reached, whatever the sharing of the dependencies on the
     * way.
     */
    private static Set<String> reaching(List<Edge> edges) {
        Map<String, List<String>> callers = new HashMap<>();
        Deque<String> next = new ArrayDeque<>();
        Set<String> found = new HashSet<>();
        for (Edge edge : edges) {
            callers.computeIfAbsent(edge.callee(), first -> new ArrayList<>()).add(edge.caller());
            if (edge.extend() && found.add(edge.caller())) {
                next.add(edge.caller());
            }
        }
        while (!next.isEmpty()) {
            for (String caller : callers.getOrDefault(next.remove(), List.of())) {
                if (found.add(caller)) {
                    next.add(caller);
                }
            }
        }
        return Collections.unmodifiableSet(found);
    }
}

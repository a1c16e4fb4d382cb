package matryoshka.service.planning.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.graph.staleness.Footprint;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Kept plans in PostgreSQL. */
public final class JdbiKeptPlans implements KeptPlans {
    private static final String PLANS = " from plan p join plan_use u on u.plan_id = p.id ";
    private static final String SELECT = "select " + PlanRows.COLUMNS + PLANS;
    private static final String SELECT_FOUND =
            "select " + PlanRows.COLUMNS + ", p.number, p.footprint, u.latest_exp > now() as living" + PLANS;

    private final Jdbi jdbi;

    public JdbiKeptPlans(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<KeptPlan> withNode(String nodeId) {
        return jdbi.withHandle(database -> database.createQuery(
                        SELECT + "join plan_node n on n.plan_id = p.id where n.id = :id limit 1")
                .bind("id", nodeId)
                .map((row, context) -> PlanRows.kept(row))
                .findOne());
    }

    @Override
    public List<KeptPlan> of(Collection<String> ids) {
        return jdbi.withHandle(database -> database.createQuery(SELECT + "where p.id = any(:ids)")
                .bindArray("ids", String.class, ids)
                .map((row, context) -> PlanRows.kept(row))
                .list());
    }

    @Override
    public List<Place> inList(int list, Duration expiredFor) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select p.id, p.client_id, p.status_first as first
                        from plan p join plan_use u on u.plan_id = p.id
                        where p.status_list = :list and u.latest_exp > now() - make_interval(secs => :expiredFor)
                        """)
                .bind("list", list)
                .bind("expiredFor", expiredFor.toSeconds())
                .mapTo(Place.class)
                .list());
    }

    @Override
    public List<Recorded> recordedFresh(long graphVersion, Collection<String> ids) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select p.id, p.size, p.footprint, encode(c.registration, 'hex') as registration
                        from plan p
                        -- Plans entered later, perhaps by a lagging instance, have not been examined.
                        join staleness_recording r on r.version is null and p.entered_at < r.entered_until - interval '10 seconds'
                        left join recorded_client c on c.client_id = p.client_id
                        where p.id = any(:ids)
                          and (select max(version) from graph_event) = :version
                          and not exists (select from plan_node n join stale_node s on s.id = n.id where n.plan_id = p.id)
                        """)
                .bindArray("ids", String.class, ids)
                .bind("version", graphVersion)
                .map((row, context) -> new Recorded(
                        row.getString("id"),
                        row.getInt("size"),
                        PlanRows.footprint(row),
                        row.getString("registration")))
                .list());
    }

    @Override
    public Page meeting(Footprint change, long position) {
        if (change.isEmpty()) {
            return new Page(List.of(), null);
        }
        return jdbi.inTransaction(database -> {
            // Limits each page to a number of plans, whether few or many of them match, so that no choice of index is
            // slow.
            Long end = end(database, position);
            if (end == null) {
                return new Page(List.of(), null);
            }
            String where = change.isEverything()
                    ? "where p.number > :after and p.number <= :end"
                    : "where p.number > :after and p.number <= :end" + " and p.footprint && cast(:change as integer[])";
            List<Found> found = database.createQuery(SELECT_FOUND + where)
                    .bind("after", position)
                    .bind("end", end)
                    .bindMap(change.isEverything() ? Map.of() : Map.of("change", PlanRows.meeting(change)))
                    .map((row, context) -> found(row))
                    .list();
            return new Page(found, end);
        });
    }

    private static @Nullable Long end(Handle database, long position) {
        return database.createQuery("""
                        select max(number) from (select number from plan where number > :after order by number limit :page) as next
                        """)
                .bind("after", position)
                .bind("page", PAGE)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }

    @Override
    public Page ofClient(String clientId, long position) {
        return page("u.client_id = :client", Map.of("client", clientId), position);
    }

    @Override
    public Page enteredBefore(long graphVersion, Instant since, long position) {
        // Transactions do not commit in the order in which they began: a plan entered shortly before may become visible
        // only now.
        return page(
                "p.entered_at > cast(:since as timestamptz) - interval '10 seconds' and p.graph_version < :version",
                Map.of("since", since, "version", graphVersion),
                position);
    }

    private Page page(String which, Map<String, Object> values, long position) {
        record Row(Found found, long number) {}
        List<Row> rows = jdbi.withHandle(database -> database.createQuery(
                        SELECT_FOUND + "where p.number > :after and " + which + " order by p.number limit :page")
                .bind("after", position)
                .bind("page", PAGE)
                .bindMap(values)
                .map((row, context) -> new Row(found(row), row.getLong("number")))
                .list());
        return new Page(
                rows.stream().map(Row::found).toList(),
                rows.size() < PAGE ? null : rows.get(rows.size() - 1).number());
    }

    @Override
    public void judgedBy(Map<String, Footprint> footprints) {
        if (footprints.isEmpty()) {
            return;
        }
        jdbi.useTransaction(database -> {
            PreparedBatch batch =
                    database.prepareBatch("update plan set footprint = cast(:footprint as integer[]) where id = :id");
            // In order, like everybody else who updates several rows.
            new TreeMap<>(footprints)
                    .forEach((id, footprint) -> batch.bind("id", id)
                            .bind("footprint", PlanRows.literal(footprint))
                            .add());
            batch.execute();
        });
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(PlanRows.kept(row), PlanRows.footprint(row), row.getBoolean("living"));
    }
}

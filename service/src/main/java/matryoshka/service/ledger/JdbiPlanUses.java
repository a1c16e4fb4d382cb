package matryoshka.service.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.Sorted;
import matryoshka.graph.staleness.MintedPlan;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Plan uses in Postgres. */
public final class JdbiPlanUses implements PlanUses {
    private static final String SELECT = """
            select p.id, p.client_id, p.requested, p.chain, p.nodes, p.graph_version, p.status_list, p.status_first,
                   p.first_used_at, p.last_used_at, p.latest_exp
            from plan p
            """;

    private final Jdbi jdbi;
    private final boolean withStatus;

    /** @param withStatus whether the status of tokens is published */
    public JdbiPlanUses(Jdbi jdbi, boolean withStatus) {
        this.jdbi = jdbi;
        this.withStatus = withStatus;
    }

    @Override
    public PlanUse enter(PlanUse use) {
        return jdbi.inTransaction(database -> {
            // One at a time: so that nobody gives away the same place in a status list, or enters the same plan.
            StatusBlockRows.lock(database);
            extend(database, List.of(use));
            Optional<PlanUse> kept = database.createQuery(SELECT + "where p.id = :id")
                    .bind("id", use.id())
                    .map(JdbiPlanUses::use)
                    .findOne();
            return kept.orElseGet(() -> insert(database, use));
        });
    }

    private PlanUse insert(Handle database, PlanUse use) {
        MintedPlan plan = use.plan();
        StatusBlock status =
                withStatus ? StatusBlockRows.free(database, plan.nodes().size()).orElse(null) : null;
        database.createUpdate("""
                        insert into plan (id, client_id, requested, chain, nodes, size, graph_version, status_list, status_first,
                                          first_used_at, last_used_at, latest_exp)
                        values (:id, :clientId, :requested, cast(:chain as jsonb), cast(:nodes as jsonb), :size, :graphVersion,
                                :list, :first, :firstUsed, :lastUsed, :latestExpiry)
                        """)
                .bind("id", use.id())
                .bind("clientId", use.clientId())
                .bindArray("requested", String.class, use.requested().toArray())
                .bind("chain", StoredPlans.chain(plan))
                .bind("nodes", StoredPlans.nodes(plan))
                .bind("size", plan.nodes().size())
                .bind("graphVersion", use.graphVersion())
                .bind("list", status == null ? null : status.list())
                .bind("first", status == null ? null : status.first())
                .bind("firstUsed", use.firstUsed())
                .bind("lastUsed", use.lastUsed())
                .bind("latestExpiry", use.latestExpiry())
                .execute();
        PreparedBatch nodes = database.prepareBatch("insert into plan_node (id, plan_id) values (:id, :plan)");
        plan.nodes()
                .forEach(node ->
                        nodes.bind("id", node.id()).bind("plan", use.id()).add());
        nodes.execute();
        return new PlanUse(plan, use.graphVersion(), status, use.firstUsed(), use.lastUsed(), use.latestExpiry());
    }

    @Override
    public Set<String> extend(Collection<PlanUse> uses) {
        return uses.isEmpty() ? Set.of() : jdbi.inTransaction(database -> extend(database, uses));
    }

    private static Set<String> extend(Handle database, Collection<PlanUse> uses) {
        PreparedBatch batch = database.prepareBatch("""
                update plan
                set last_used_at = greatest(last_used_at, :lastUsed), latest_exp = greatest(latest_exp, :latestExpiry)
                where id = :id
                """);
        // Every instance locks rows in the same order, so that none waits for another in a circle.
        List<PlanUse> ordered =
                uses.stream().sorted(Comparator.comparing(PlanUse::id)).toList();
        ordered.forEach(use -> batch.bind("id", use.id())
                .bind("lastUsed", use.lastUsed())
                .bind("latestExpiry", use.latestExpiry())
                .add());
        int[] updated = batch.execute();
        Set<String> missing = new HashSet<>();
        for (int index = 0; index < updated.length; index++) {
            if (updated[index] == 0) {
                missing.add(ordered.get(index).id());
            }
        }
        return missing;
    }

    @Override
    public List<PlanUse> alive(Instant now) {
        return jdbi.withHandle(
                database -> database.createQuery(SELECT + "where p.latest_exp > :now order by p.client_id, p.id")
                        .bind("now", now)
                        .map(JdbiPlanUses::use)
                        .list());
    }

    @Override
    public List<PlanUse> all() {
        return jdbi.withHandle(
                database -> database.createQuery(SELECT).map(JdbiPlanUses::use).list());
    }

    @Override
    public Optional<PlanUse> withNode(String nodeId) {
        return jdbi.withHandle(database -> database.createQuery(
                        SELECT + "join plan_node n on n.plan_id = p.id where n.id = :id limit 1")
                .bind("id", nodeId)
                .map(JdbiPlanUses::use)
                .findOne());
    }

    @Override
    public Entered enteredSince(Optional<Instant> mark) {
        return jdbi.inTransaction(database -> {
            Instant now = database.createQuery("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one();
            // Transactions do not end in the order they began: what was entered shortly before the mark may show only
            // now.
            List<PlanUse> plans = database.createQuery(
                            SELECT + "where p.entered_at > cast(:mark as timestamptz) - interval '10 seconds'")
                    .bind("mark", mark.orElse(Instant.EPOCH))
                    .map(JdbiPlanUses::use)
                    .list();
            return new Entered(plans, Optional.of(now));
        });
    }

    @Override
    public Map<String, Instant> expiries() {
        Map<String, Instant> expiries = new HashMap<>();
        jdbi.useHandle(database -> database.createQuery("select id, latest_exp from plan")
                .map((row, context) -> expiries.put(
                        row.getString("id"), row.getTimestamp("latest_exp").toInstant()))
                .list());
        return expiries;
    }

    @Override
    public int retire(Instant expiredBefore) {
        return jdbi.withHandle(database -> database.createUpdate("delete from plan where latest_exp < :before")
                .bind("before", expiredBefore)
                .execute());
    }

    private static PlanUse use(ResultSet row, StatementContext context) throws SQLException {
        return new PlanUse(
                StoredPlans.plan(
                        row.getString("client_id"),
                        Sorted.set(List.of((String[]) row.getArray("requested").getArray())),
                        row.getString("chain"),
                        row.getString("nodes")),
                row.getLong("graph_version"),
                status(row),
                row.getTimestamp("first_used_at").toInstant(),
                row.getTimestamp("last_used_at").toInstant(),
                row.getTimestamp("latest_exp").toInstant());
    }

    private static @Nullable StatusBlock status(ResultSet row) throws SQLException {
        int list = row.getInt("status_list");
        return row.wasNull() ? null : new StatusBlock(list, row.getInt("status_first"));
    }
}

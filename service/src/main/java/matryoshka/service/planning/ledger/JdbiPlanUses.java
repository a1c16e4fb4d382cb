package matryoshka.service.planning.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Plan uses in PostgreSQL. */
public final class JdbiPlanUses implements PlanUses {
    /** The first half of the advisory locks of plans; the second half is a hash of the plan's id. */
    private static final int LOCK = 0x6d617472;

    /** How many plans one transaction removes, and how many uses it writes. */
    private static final int AT_ONCE = 500;

    private final Jdbi jdbi;
    private final boolean withStatus;
    private final PlanBounds bounds;
    /** The status lists that this process has begun. */
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();

    /** @param withStatus whether the status of tokens is published */
    public JdbiPlanUses(Jdbi jdbi, boolean withStatus, PlanBounds bounds) {
        this.jdbi = jdbi;
        this.withStatus = withStatus;
        this.bounds = bounds;
    }

    @Override
    public PlanEntry enter(NewPlan plan) {
        return jdbi.inTransaction(database -> {
            // Only instances that enter the same plan at the same time wait for each other.
            database.execute("select pg_advisory_xact_lock(?, hashtext(?))", LOCK, plan.id());
            Optional<PlanUse> kept = again(database, plan);
            if (kept.isPresent()) {
                return new PlanEntry.Entered(kept.get());
            }
            boolean isExchange = !plan.enteredBy().equals(plan.clientId());
            Optional<String> refusal = bounds.refusal(counted(database, plan), isExchange);
            return refusal.isPresent()
                    ? new PlanEntry.Refused(refusal.get())
                    : new PlanEntry.Entered(insert(database, plan));
        });
    }

    private static Optional<PlanUse> again(Handle database, NewPlan plan) {
        return database.createQuery("""
                        update plan_use u
                        set last_used_at = greatest(u.last_used_at, :at), latest_exp = greatest(u.latest_exp, :latestExpiry)
                        from plan p
                        where u.plan_id = :id and p.id = u.plan_id
                        returning p.id, p.status_list, p.status_first, u.last_used_at, u.latest_exp
                        """)
                .bind("id", plan.id())
                .bind("at", plan.at())
                .bind("latestExpiry", plan.latestExpiry())
                .map((row, context) -> PlanRows.use(row))
                .findOne();
    }

    /** Reads an index, for one client only. Exact except for plans that are being entered at the moment. */
    private PlanBounds.Counted counted(Handle database, NewPlan plan) {
        return database.createQuery("""
                        select count(*) filter (where latest_exp > now()) as living,
                               count(*) filter (where latest_exp > now() and entered_by <> :clientId) as exchanged,
                               count(*) filter (where latest_exp > now() and entered_by = :enteredBy) as asker,
                               count(*) as kept
                        from (select entered_by, latest_exp from plan_use where client_id = :clientId limit :kept) as of_client
                        """)
                .bind("clientId", plan.clientId())
                .bind("enteredBy", plan.enteredBy())
                .bind("kept", bounds.kept())
                .mapTo(PlanBounds.Counted.class)
                .one();
    }

    private PlanUse insert(Handle database, NewPlan plan) {
        StatusBlock status = withStatus
                ? StatusGapRows.take(database, plan.plan().nodes().size(), begun)
                        .orElse(null)
                : null;
        PlanRows.insert(database, plan, status);
        return new PlanUse(plan.id(), status, plan.at(), plan.latestExpiry());
    }

    @Override
    public Optional<PlanUse> find(String id) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select p.id, p.status_list, p.status_first, u.last_used_at, u.latest_exp
                        from plan p join plan_use u on u.plan_id = p.id where p.id = :id
                        """)
                .bind("id", id)
                .map((row, context) -> PlanRows.use(row))
                .findOne());
    }

    @Override
    public Set<String> extend(Collection<PlanUse> uses) {
        // All instances lock rows in the same order, which prevents deadlocks.
        List<PlanUse> ordered =
                uses.stream().sorted(Comparator.comparing(PlanUse::id)).toList();
        Set<String> missing = new HashSet<>();
        for (int start = 0; start < ordered.size(); start += AT_ONCE) {
            List<PlanUse> some = ordered.subList(start, Math.min(start + AT_ONCE, ordered.size()));
            missing.addAll(jdbi.inTransaction(database -> extend(database, some)));
        }
        return missing;
    }

    private static Set<String> extend(Handle database, List<PlanUse> uses) {
        PreparedBatch batch = database.prepareBatch("""
                update plan_use
                set last_used_at = greatest(last_used_at, :lastUsed), latest_exp = greatest(latest_exp, :latestExpiry)
                where plan_id = :id
                """);
        uses.forEach(use -> batch.bind("id", use.id())
                .bind("lastUsed", use.lastUsed())
                .bind("latestExpiry", use.latestExpiry())
                .add());
        int[] updated = batch.execute();
        Set<String> missing = new HashSet<>();
        for (int index = 0; index < updated.length; index++) {
            if (updated[index] == 0) {
                missing.add(uses.get(index).id());
            }
        }
        return missing;
    }

    @Override
    public int retire(Instant expiredBefore) {
        Set<Integer> lists = new TreeSet<>();
        int retired = 0;
        int some;
        do {
            some = jdbi.inTransaction(database -> retire(database, expiredBefore, lists));
            retired += some;
        } while (some == AT_ONCE);
        lists.forEach(list -> jdbi.useTransaction(database -> StatusGapRows.join(database, list)));
        return retired;
    }

    /** Skips plans that another instance is retiring or extending at the moment. */
    private static int retire(Handle database, Instant expiredBefore, Set<Integer> lists) {
        List<String> ids = database.createQuery("""
                        select plan_id from plan_use
                        where latest_exp < :before
                        order by latest_exp
                        limit :most
                        for update skip locked
                        """)
                .bind("before", expiredBefore)
                .bind("most", AT_ONCE)
                .mapTo(String.class)
                .list();
        if (!ids.isEmpty()) {
            lists.addAll(remove(database, ids));
        }
        return ids.size();
    }

    /**
     * Removes plans with the recorded staleness of their nodes, unless another plan has the same nodes. Returns the lists that have new
     * gaps.
     */
    private static List<Integer> remove(Handle database, List<String> ids) {
        database.createUpdate("""
                        delete from stale_node s
                        using plan_node n
                        where n.plan_id = any(:ids) and s.id = n.id
                          and not exists (select from plan_node o where o.id = n.id and o.plan_id <> all(:ids))
                        """).bindArray("ids", String.class, ids).execute();
        return database.createQuery("""
                        with gone as (delete from plan where id = any(:ids) returning status_list)
                        select distinct status_list from gone where status_list is not null
                        """)
                .bindArray("ids", String.class, ids)
                .mapTo(Integer.class)
                .list();
    }
}

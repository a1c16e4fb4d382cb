package matryoshka.service.ledger;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import matryoshka.graph.Sorted;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Plan uses in Postgres. */
public final class JdbiPlanUses implements PlanUses {
    private final Jdbi jdbi;

    public JdbiPlanUses(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void record(Collection<PlanUse> uses) {
        if (uses.isEmpty()) {
            return;
        }
        jdbi.useTransaction(database -> {
            PreparedBatch batch = database.prepareBatch("""
                    insert into plan (id, client_id, requested, graph_version, first_used_at, last_used_at, latest_exp)
                    values (:id, :clientId, :requested, :graphVersion, :firstUsed, :lastUsed, :latestExpiry)
                    on conflict (id) do update
                    set last_used_at = greatest(plan.last_used_at, excluded.last_used_at),
                        latest_exp = greatest(plan.latest_exp, excluded.latest_exp)
                    """);
            // Every instance locks rows in the same order, so that none waits for another in a circle.
            uses.stream()
                    .sorted(Comparator.comparing(PlanUse::id))
                    .forEach(use -> batch.bind("id", use.id())
                            .bind("clientId", use.clientId())
                            .bindArray(
                                    "requested", String.class, use.requested().toArray())
                            .bind("graphVersion", use.graphVersion())
                            .bind("firstUsed", use.firstUsed())
                            .bind("lastUsed", use.lastUsed())
                            .bind("latestExpiry", use.latestExpiry())
                            .add());
            batch.execute();
        });
    }

    @Override
    public List<PlanUse> alive(Instant now) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select id, client_id, requested, graph_version, first_used_at, last_used_at, latest_exp
                        from plan
                        where latest_exp > :now
                        order by client_id, id
                        """)
                .bind("now", now)
                .map((row, context) -> new PlanUse(
                        row.getString("id"),
                        row.getString("client_id"),
                        Sorted.set(texts(row.getArray("requested"))),
                        row.getLong("graph_version"),
                        row.getTimestamp("first_used_at").toInstant(),
                        row.getTimestamp("last_used_at").toInstant(),
                        row.getTimestamp("latest_exp").toInstant()))
                .list());
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}

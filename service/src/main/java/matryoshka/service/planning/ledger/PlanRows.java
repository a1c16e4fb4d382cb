package matryoshka.service.planning.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.IntStream;
import matryoshka.graph.Scopes;
import matryoshka.graph.staleness.Footprint;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code plan}, {@code plan_node} and {@code plan_use}. */
final class PlanRows {
    /** The columns that {@link #kept} and {@link #use} read, of the tables {@code plan p} and {@code plan_use u}. */
    static final String COLUMNS = """
            p.id, p.client_id, p.requested, p.chain, p.nodes, p.graph_version, p.status_list, p.status_first,
            u.last_used_at, u.latest_exp
            """;

    /** In the footprint of a plan that every change may affect. */
    private static final int EVERYTHING = Integer.MIN_VALUE;

    private PlanRows() {}

    static void insert(Handle database, NewPlan plan, @Nullable StatusBlock status) {
        database.createUpdate("""
                        with entered as (
                            insert into plan (id, client_id, requested, chain, nodes, size, graph_version, footprint,
                                              status_list, status_first)
                            values (:id, :clientId, :requested, cast(:chain as jsonb), cast(:nodes as jsonb), :size, :graphVersion,
                                    cast(:footprint as integer[]), :list, :first)
                        ), used as (
                            insert into plan_use (plan_id, client_id, entered_by, first_used_at, last_used_at, latest_exp)
                            values (:id, :clientId, :enteredBy, :at, :at, :latestExpiry)
                        )
                        insert into plan_node (id, plan_id) select distinct node, :id from unnest(:nodeIds) as node
                        """)
                .bind("id", plan.id())
                .bind("clientId", plan.clientId())
                .bindArray(
                        "requested",
                        String.class,
                        plan.plan().origin().requested().toList().toArray())
                .bind("chain", StoredPlans.chain(plan.plan()))
                .bind("nodes", StoredPlans.nodes(plan.plan()))
                .bind("size", plan.plan().nodes().size())
                .bind("graphVersion", plan.graphVersion())
                .bind("footprint", literal(plan.footprint()))
                .bind("list", status == null ? null : status.list())
                .bind("first", status == null ? null : status.first())
                .bind("enteredBy", plan.enteredBy())
                .bind("at", plan.at())
                .bind("latestExpiry", plan.latestExpiry())
                .bindArray(
                        "nodeIds",
                        String.class,
                        plan.plan().nodes().stream().map(node -> node.id()).toArray())
                .execute();
    }

    /** Formats an array of integers for PostgreSQL. */
    static String literal(Footprint footprint) {
        return literal(footprint.isEverything() ? new int[] {EVERYTHING} : footprint.numbers());
    }

    /** Formats the search for plans that a change affects, including those with {@link Footprint#EVERYTHING}. */
    static String meeting(Footprint change) {
        return literal(IntStream.concat(IntStream.of(EVERYTHING), IntStream.of(change.numbers()))
                .toArray());
    }

    private static String literal(int[] numbers) {
        return Arrays.toString(numbers).replace('[', '{').replace(']', '}');
    }

    static KeptPlan kept(ResultSet row) throws SQLException {
        return new KeptPlan(
                StoredPlans.plan(
                        row.getString("client_id"),
                        Scopes.of((String[]) row.getArray("requested").getArray()),
                        row.getString("chain"),
                        row.getString("nodes")),
                row.getLong("graph_version"),
                status(row),
                row.getTimestamp("latest_exp").toInstant());
    }

    static PlanUse use(ResultSet row) throws SQLException {
        return new PlanUse(
                row.getString("id"),
                status(row),
                row.getTimestamp("last_used_at").toInstant(),
                row.getTimestamp("latest_exp").toInstant());
    }

    static Footprint footprint(ResultSet row) throws SQLException {
        int[] numbers = Arrays.stream((Integer[]) row.getArray("footprint").getArray())
                .mapToInt(Integer::intValue)
                .toArray();
        return Arrays.stream(numbers).anyMatch(number -> number == EVERYTHING)
                ? Footprint.EVERYTHING
                : Footprint.of(numbers);
    }

    private static @Nullable StatusBlock status(ResultSet row) throws SQLException {
        int list = row.getInt("status_list");
        return row.wasNull() ? null : new StatusBlock(list, row.getInt("status_first"));
    }
}

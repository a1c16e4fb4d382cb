package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPlanUsesTest extends PlansContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final PlanBounds FEW = new PlanBounds(MAX_PER_CLIENT);

    private final PlanUses uses = new JdbiPlanUses(POSTGRES.jdbi(), true, FEW);
    private final KeptPlans plans = new JdbiKeptPlans(POSTGRES.jdbi());

    @Override
    PlanUses uses() {
        return uses;
    }

    @Override
    KeptPlans plans() {
        return plans;
    }

    @BeforeEach
    void forget_all() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan"));
    }

    /** Such a row has no digests, so its tokens are evaluated by their authority alone. */
    @Test
    void a_plan_of_an_earlier_release_is_read_without_digests() {
        entered(MintedPlans.entered("p", 2, now, 10));
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                        update plan set chain = chain - 'claims', nodes = (
                            select jsonb_agg(node - 'digest' - 'when' order by place)
                            from jsonb_array_elements(nodes) with ordinality as stored (node, place))
                        """));

        MintedPlan plan = plans.of(List.of("p")).get(0).plan();
        assertThat(plan.tellsContent()).isFalse();
        assertThat(plan.nodes()).extracting(MintedPlan.Node::id).containsExactly("p-1", "p");
        assertThat(plan.origin().claims()).isEmpty();
    }

    @Test
    void a_plan_without_live_tokens_is_retired_with_its_records() {
        entered(MintedPlans.entered("p", 2, now, 10));
        entered(MintedPlans.entered("q", 1, now, 20));
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("insert into graph_version values (1, now(), 'admin', null) on conflict do nothing");
            database.execute("insert into stale_node values ('p-1', 1), ('q', 1), ('nobody', 1)");
        });

        assertThat(uses.retire(now.plusSeconds(10))).isZero();
        assertThat(uses.retire(now.plusSeconds(11))).isOne();

        assertThat(uses.find("p")).isEmpty();
        assertThat(plans.withNode("p-1")).isEmpty();
        assertThat(uses.find("q")).isPresent();
        List<String> stale = POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select id from stale_node")
                        .mapTo(String.class)
                        .list());
        assertThat(stale).containsExactlyInAnyOrder("q", "nobody");
    }

    @Test
    void more_plans_are_retired_than_go_into_one_transaction() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("""
                    insert into plan (id, client_id, requested, chain, nodes, size, graph_version, footprint)
                    select 'old' || n, 'app', '{}', '{}', '[]', 1, 1, '{1}' from generate_series(1, 1200) as n
                    """);
            database.execute("""
                    insert into plan_use select id, client_id, client_id, now(), now(), now() - interval '1 day' from plan
                    """);
        });

        assertThat(uses.retire(now)).isEqualTo(1_200);
    }

    @Test
    void expired_plans_leave_bounded_room_for_others() {
        for (int count = 0; count < 80; count++) {
            entered(MintedPlans.entered("p" + count, 1, now.minusSeconds(100), 50));
        }

        assertThat(uses.enter(MintedPlans.entered("more", 1, now, 100)))
                .isInstanceOfSatisfying(
                        PlanEntry.Refused.class,
                        refused -> assertThat(refused.detail()).contains("80 distinct tokens within a day"));
    }

    @Test
    void exchanges_by_others_cannot_use_up_a_clients_limit() {
        int exchanged = 0;
        for (int count = 0; count < 20; count++) {
            String presenter = count % 2 == 0 ? "orders" : "stock";
            if (uses.enter(MintedPlans.entered("x" + count, "app", presenter, now, 100)) instanceof PlanEntry.Entered) {
                exchanged++;
            }
        }

        // Of the half, two take a third each, and the next one finds the rest.
        assertThat(exchanged).isBetween(2, 3);
        assertThat(uses.enter(MintedPlans.entered("honest", "app", "shipping", now, 100)))
                .isInstanceOf(PlanEntry.Entered.class);
        for (int count = 0; count < 4; count++) {
            entered(MintedPlans.entered("own" + count, 1, now, 100));
        }
    }

    private PlanUse entered(NewPlan plan) {
        return MintedPlans.use(uses.enter(plan));
    }
}

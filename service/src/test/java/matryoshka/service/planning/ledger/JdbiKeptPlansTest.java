package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import matryoshka.graph.staleness.Footprint;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiKeptPlansTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Instant now = Instant.now();
    private static final Footprint ONE = Footprint.of(1);

    private final PlanUses uses = new JdbiPlanUses(POSTGRES.jdbi(), true, new PlanBounds(10_000));
    private final KeptPlans plans = new JdbiKeptPlans(POSTGRES.jdbi());

    @BeforeEach
    void forget_all() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan"));
    }

    @Test
    void a_plan_is_found_by_each_of_its_nodes() {
        NewPlan plan = MintedPlans.entered("p", 3, now, 10);
        KeptPlan kept = plan.kept(MintedPlans.use(uses.enter(plan)));
        enter("q", "app", 10);

        assertThat(plans.withNode("p-1").map(KeptPlan::plan)).contains(kept.plan());
        assertThat(plans.withNode("p").map(KeptPlan::status)).hasValue(kept.status());
        assertThat(plans.withNode("unheard-of")).isEmpty();
    }

    @Test
    void a_change_finds_the_affected_plans_and_those_of_unknown_staleness() {
        enter("both", "app", 10, 1, 2);
        enter("one", "app", 10, 1);
        enter("other", "app", 10, 3);
        plans.judgedBy(Map.of("other", Footprint.EVERYTHING, "one", Footprint.of(4, 5)));

        assertThat(ids(position -> plans.meeting(ONE, position))).containsExactlyInAnyOrder("both", "other");
        assertThat(ids(position -> plans.meeting(Footprint.EVERYTHING, position)))
                .containsExactlyInAnyOrder("both", "one", "other");
        assertThat(ids(position -> plans.meeting(Footprint.of(), position))).isEmpty();
        assertThat(plans.meeting(Footprint.of(5), 0).plans())
                .extracting(KeptPlans.Found::footprint)
                .containsExactlyInAnyOrder(Footprint.EVERYTHING, Footprint.of(4, 5));
    }

    @Test
    void plans_are_read_in_pages_without_gaps() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("""
                    insert into plan (id, client_id, requested, chain, nodes, size, graph_version, footprint)
                    select 'many' || n, 'app', '{}', '{"envelope": 0, "hops": [], "lineage": []}',
                           '[{"id": "many", "way": [], "services": {}}]', 1, 1, case when n % 7 = 0 then '{1}'::integer[] else '{2}' end
                    from generate_series(1, 1750) as n
                    """);
            database.execute("insert into plan_use select id, client_id, client_id, now(), now(), now() from plan");
        });

        assertThat(pages(position -> plans.meeting(ONE, position)))
                .allSatisfy(page -> assertThat(page.plans()).hasSizeLessThanOrEqualTo(KeptPlans.PAGE))
                .flatExtracting(KeptPlans.Page::plans)
                .hasSize(250);
        assertThat(pages(position -> plans.ofClient("app", position)))
                .flatExtracting(KeptPlans.Page::plans)
                .hasSize(1_750);
        assertThat(pages(position -> plans.enteredBefore(2, now.minusSeconds(60), position)))
                .flatExtracting(KeptPlans.Page::plans)
                .hasSize(1_750);
    }

    @Test
    void late_plans_are_found_by_version_and_time() {
        enter("late", "app", 10);

        assertThat(ids(position -> plans.enteredBefore(8, now, position))).containsExactly("late");
        assertThat(ids(position -> plans.enteredBefore(7, now, position))).isEmpty();
        assertThat(ids(position -> plans.enteredBefore(8, now.plusSeconds(60), position)))
                .isEmpty();
    }

    @Test
    void a_plan_lives_as_long_as_its_tokens_can() {
        enter("living", "app", 100);
        enter("dead", "app", -100);

        assertThat(plans.ofClient("app", KeptPlans.BEGINNING).plans())
                .filteredOn(KeptPlans.Found::isLiving)
                .extracting(found -> found.plan().id())
                .containsExactly("living");
        assertThat(ids(position -> plans.ofClient("other", position))).isEmpty();
    }

    @Test
    void a_status_list_covers_plans_with_possible_live_tokens() {
        StatusBlock place = place(enter("living", "app", 100));
        int list = place.list();
        enter("dead", "app", -100);

        assertThat(plans.inList(list, Duration.ofSeconds(200)))
                .extracting(KeptPlans.Place::id)
                .containsExactlyInAnyOrder("living", "dead");
        assertThat(plans.inList(list, Duration.ofSeconds(50)))
                .containsExactly(new KeptPlans.Place("living", "app", place.first()));
        assertThat(plans.inList(list == StatusBlock.MIN ? list + 1 : StatusBlock.MIN, Duration.ofSeconds(200)))
                .isEmpty();
    }

    @Test
    void recorded_freshness_is_not_evaluated_again() {
        enter("fresh", "app", 100, 1, 2);
        enter("stale", "app", 100, 1);
        enter("late", "app", 100, 1);
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("insert into graph_version values (1, now(), 'admin', null) on conflict do nothing");
            database.execute("insert into graph_event values (1, '{}') on conflict do nothing");
            database.execute("insert into stale_node values ('stale', 1) on conflict do nothing");
            database.execute("insert into recorded_client values ('app', sha256('x')) on conflict do nothing");
            database.execute("update plan set entered_at = now() - interval '1 hour' where id <> 'late'");
            database.execute("update staleness_recording set version = null, entered_until = now()");
        });
        List<String> all = List.of("fresh", "stale", "late");

        assertThat(plans.recordedFresh(1, all)).singleElement().satisfies(recorded -> {
            assertThat(recorded.id()).isEqualTo("fresh");
            assertThat(recorded.size()).isOne();
            assertThat(recorded.footprint()).isEqualTo(Footprint.of(1, 2));
            assertThat(recorded.registration()).hasSize(64);
        });
        assertThat(plans.recordedFresh(2, all)).as("the version is unknown").isEmpty();
        POSTGRES.jdbi().useHandle(database -> database.execute("update staleness_recording set version = 1"));
        assertThat(plans.recordedFresh(1, all)).as("it is being recorded").isEmpty();
        POSTGRES.jdbi().useHandle(database -> database.execute("update staleness_recording set version = null"));
    }

    private static StatusBlock place(PlanUse use) {
        return Objects.requireNonNull(use.status());
    }

    private PlanUse enter(String id, String client, long living, int... footprint) {
        NewPlan plan = MintedPlans.entered(id, client, client, now, living);
        return MintedPlans.use(uses.enter(new NewPlan(
                plan.plan(),
                plan.enteredBy(),
                Footprint.of(footprint),
                plan.graphVersion(),
                plan.at(),
                plan.latestExpiry())));
    }

    private static List<String> ids(LongFunction<KeptPlans.Page> read) {
        return pages(read).stream()
                .flatMap(page -> page.plans().stream())
                .map(found -> found.plan().id())
                .toList();
    }

    private static List<KeptPlans.Page> pages(LongFunction<KeptPlans.Page> read) {
        List<KeptPlans.Page> pages = new ArrayList<>();
        Long position = KeptPlans.BEGINNING;
        while (position != null) {
            KeptPlans.Page page = read.apply(position);
            pages.add(page);
            position = page.next();
        }
        return pages;
    }
}

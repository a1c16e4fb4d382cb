package matryoshka.service.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPlanUsesTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.123456Z");

    private final PlanUses uses = new JdbiPlanUses(POSTGRES.jdbi(), true);

    @BeforeEach
    void forget_all() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan"));
    }

    @Test
    void a_plan_comes_back_as_it_was_entered_with_its_place_in_a_list() {
        PlanUse entered = uses.enter(use("p", 3, 0, 10));

        assertThat(uses.alive(START)).containsExactly(entered);
        assertThat(entered.plan()).isEqualTo(use("p", 3, 0, 10).plan());
        assertThat(entered.status()).isEqualTo(new StatusBlock(StatusBlock.LEAST, StatusBlock.LEAST));
        assertThat(uses.all()).containsExactly(entered);
    }

    /** Such a row has no digests: its tokens, alive for a while after an upgrade, are judged by what they permit. */
    @Test
    void a_plan_that_an_earlier_release_entered_is_read_as_one_that_does_not_tell_what_its_tokens_say() {
        uses.enter(use("p", 2, 0, 10));
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                        update plan set chain = chain - 'claims', nodes = (
                            select jsonb_agg(node - 'digest' - 'when' order by place)
                            from jsonb_array_elements(nodes) with ordinality as stored (node, place))
                        """));

        MintedPlan plan = uses.all().get(0).plan();
        assertThat(plan.tellsContent()).isFalse();
        assertThat(plan.nodes()).extracting(MintedPlan.Node::id).containsExactly("p-1", "p");
        assertThat(plan.origin().claims()).isEmpty();
    }

    @Test
    void who_enters_a_plan_that_is_there_gets_its_place() {
        PlanUse entered = uses.enter(use("p", 3, 0, 10));
        uses.enter(use("q", 1, 0, 10));

        assertThat(uses.enter(use("p", 3, 60, 70)).status()).isEqualTo(entered.status());
        assertThat(uses.alive(START.plusSeconds(65))).extracting(PlanUse::id).containsExactly("p");
    }

    @Test
    void plans_are_neighbours_and_gaps_are_filled() {
        block("a", 3);
        StatusBlock second = block("b", 2);
        StatusBlock third = block("c", 4);
        assertThat(second.first()).isEqualTo(StatusBlock.LEAST + 3);
        assertThat(third.first()).isEqualTo(StatusBlock.LEAST + 5);

        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan where id = 'b'"));

        assertThat(block("d", 3).first()).isEqualTo(StatusBlock.LEAST + 9);
        assertThat(block("e", 1)).isEqualTo(second);
        assertThat(block("f", 1).first()).isEqualTo(StatusBlock.LEAST + 4);
    }

    @Test
    void a_list_that_is_full_is_followed_by_another() {
        int room = StatusBlock.LIMIT - StatusBlock.LEAST;
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                insert into plan (id, client_id, requested, chain, nodes, size, graph_version, status_list, status_first,
                                  first_used_at, last_used_at, latest_exp)
                values ('full', 'app', '{}', '{}', '[]', ?, 1, ?, ?, now(), now(), now())
                """, room - 2, StatusBlock.LEAST, StatusBlock.LEAST));

        assertThat(block("large", 3)).isEqualTo(new StatusBlock(StatusBlock.LEAST + 1, StatusBlock.LEAST));
        assertThat(block("small", 2)).isEqualTo(new StatusBlock(StatusBlock.LEAST, StatusBlock.LIMIT - 2));
    }

    @Test
    void no_two_plans_ever_have_the_same_place() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<StatusBlock>> entering = IntStream.range(0, 40)
                    .<Callable<StatusBlock>>mapToObj(n -> () -> block("p" + n % 20, 3))
                    .toList();
            Set<StatusBlock> places = new HashSet<>();
            for (Future<StatusBlock> entered : threads.invokeAll(entering)) {
                places.add(entered.get());
            }
            assertThat(places).hasSize(20);
            assertThat(places).allMatch(place -> (place.first() - StatusBlock.LEAST) % 3 == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void without_status_lists_no_plan_has_a_place() {
        assertThat(new JdbiPlanUses(POSTGRES.jdbi(), false)
                        .enter(use("p", 1, 0, 10))
                        .status())
                .isNull();
    }

    @Test
    void a_later_use_extends_the_plan_and_an_earlier_one_takes_nothing_back() {
        uses.enter(use("p", 1, 0, 10));
        uses.enter(use("q", 1, 60, 70));
        assertThat(uses.extend(List.of(use("p", 1, 60, 70), use("gone", 1, 60, 70))))
                .containsExactly("gone");
        uses.extend(List.of(use("p", 1, 30, 40)));

        assertThat(uses.alive(START)).hasSize(2);
        PlanUse extended = uses.alive(START).get(0);
        assertThat(extended.firstUsed()).isEqualTo(START);
        assertThat(extended.lastUsed()).isEqualTo(START.plusSeconds(60));
        assertThat(extended.latestExpiry()).isEqualTo(START.plusSeconds(70));
        assertThat(uses.expiries()).containsEntry("p", START.plusSeconds(70)).hasSize(2);
    }

    @Test
    void a_plan_of_which_no_token_lives_is_not_in_use_and_is_retired_in_the_end() {
        uses.enter(use("p", 1, 0, 10));

        assertThat(uses.alive(START.plusSeconds(10))).isEmpty();
        assertThat(uses.alive(START.plusSeconds(9))).hasSize(1);
        assertThat(uses.retire(START.plusSeconds(10))).isZero();
        assertThat(uses.retire(START.plusSeconds(11))).isOne();
        assertThat(uses.all()).isEmpty();
        assertThat(uses.withNode("p")).isEmpty();
    }

    @Test
    void a_plan_is_found_by_each_of_its_nodes() {
        PlanUse entered = uses.enter(use("p", 3, 0, 10));
        uses.enter(use("q", 1, 0, 10));

        assertThat(uses.withNode("p-1")).contains(entered);
        assertThat(uses.withNode("p")).contains(entered);
        assertThat(uses.withNode("unheard-of")).isEmpty();
    }

    @Test
    void who_follows_gets_what_was_entered_since() {
        uses.enter(use("p", 1, 0, 10));
        PlanUses.Entered first = uses.enteredSince(Optional.empty());
        uses.enter(use("q", 1, 0, 10));

        assertThat(first.plans()).extracting(PlanUse::id).containsExactly("p");
        assertThat(uses.enteredSince(first.mark()).plans())
                .extracting(PlanUse::id)
                .contains("q");
    }

    private StatusBlock block(String id, int tokens) {
        return Objects.requireNonNull(uses.enter(use(id, tokens, 0, 10)).status());
    }

    private static PlanUse use(String id, int tokens, long used, long expires) {
        Instant now = START.plusSeconds(used);
        return new PlanUse(MintedPlans.minted(id, tokens), 7, null, now, now, START.plusSeconds(expires));
    }
}

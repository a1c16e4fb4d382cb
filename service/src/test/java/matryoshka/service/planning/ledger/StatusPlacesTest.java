package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Indexes in status lists, which plans take and release. */
class StatusPlacesTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Instant now = Instant.now();
    private static final int ROOM = StatusBlock.LIMIT - StatusBlock.MIN;

    private final PlanUses uses = new JdbiPlanUses(POSTGRES.jdbi(), true, new PlanBounds(10_000));

    @BeforeEach
    void forget_all() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan"));
        joinAll();
    }

    @Test
    void plans_are_neighbours_and_gaps_are_filled() {
        StatusBlock first = block("a", 3);
        StatusBlock second = block("b", 2);
        block("c", 4);
        assertThat(first.first()).isEqualTo(StatusBlock.MIN);
        assertThat(second).isEqualTo(new StatusBlock(first.list(), StatusBlock.MIN + 3));

        remove("b");

        assertThat(block("d", 3).first()).isEqualTo(StatusBlock.MIN + 9);
        assertThat(block("e", 1)).isEqualTo(second);
        assertThat(block("f", 1).first()).isEqualTo(StatusBlock.MIN + 4);
    }

    @Test
    void adjacent_gaps_are_merged() {
        block("a", 3);
        block("b", 2);
        block("c", 2);
        block("d", 1);
        remove("b");
        remove("c");
        assertThat(block("e", 4).first()).isEqualTo(StatusBlock.MIN + 8);

        joinAll();

        assertThat(block("f", 4).first()).isEqualTo(StatusBlock.MIN + 3);
    }

    @Test
    void a_list_that_is_full_is_followed_by_another() {
        int list = block("a", 1).list();
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                update status_gap set first = ?, size = 2 where list = ?
                """, StatusBlock.LIMIT - 2, list));

        StatusBlock large = block("large", 3);
        assertThat(large.list()).isNotEqualTo(list);
        assertThat(large.first()).isEqualTo(StatusBlock.MIN);
        assertThat(block("small", 2)).isEqualTo(new StatusBlock(list, StatusBlock.LIMIT - 2));
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                insert into status_gap values (?, ?, ?)
                """, list, StatusBlock.MIN + 1, ROOM - 3));
    }

    @Test
    void each_process_uses_its_own_lists_first() {
        Set<Integer> lists = new HashSet<>(List.of(block("a", 1).list()));
        for (int process = 0; process < 20; process++) {
            PlanUses other = new JdbiPlanUses(POSTGRES.jdbi(), true, new PlanBounds(10_000));
            StatusBlock begun = block(other, "b" + process, 2);
            assertThat(lists.add(begun.list())).isTrue();
            assertThat(begun.first()).isEqualTo(StatusBlock.MIN);
            assertThat(block(other, "c" + process, 2)).isEqualTo(new StatusBlock(begun.list(), StatusBlock.MIN + 2));
        }
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                create table elsewhere as select * from status_gap where size = 9000;
                delete from status_gap where size = 9000
                """));
        try {
            PlanUses late = new JdbiPlanUses(POSTGRES.jdbi(), true, new PlanBounds(10_000));
            assertThat(lists).contains(block(late, "late", 2).list());
        } finally {
            POSTGRES.jdbi().useHandle(database -> database.execute("""
                    insert into status_gap table elsewhere; drop table elsewhere
                    """));
        }
    }

    @Test
    void without_a_free_index_a_plan_has_none() {
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                create table elsewhere as table status_gap; delete from status_gap
                """));
        try {
            assertThat(MintedPlans.use(uses.enter(MintedPlans.entered("p", 1, now, 10)))
                            .status())
                    .isNull();
        } finally {
            POSTGRES.jdbi().useHandle(database -> database.execute("""
                    insert into status_gap table elsewhere; drop table elsewhere
                    """));
        }
    }

    @Test
    void without_status_lists_no_plan_has_an_index() {
        PlanUses without = new JdbiPlanUses(POSTGRES.jdbi(), false, new PlanBounds(10));

        assertThat(MintedPlans.use(without.enter(MintedPlans.entered("p", 1, now, 10)))
                        .status())
                .isNull();
    }

    @Test
    void no_two_plans_ever_have_the_same_index() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Random random = new Random(1);
        try {
            for (int round = 0; round < 3; round++) {
                List<Callable<StatusBlock>> entering = IntStream.range(0, 60)
                        .<Callable<StatusBlock>>mapToObj(n -> () -> block("p" + n % 30, 1 + n % 5))
                        .toList();
                for (Future<StatusBlock> entered : threads.invokeAll(entering)) {
                    entered.get();
                }
                assertNoneIsTakenTwice();
                List<String> some = IntStream.range(0, 30)
                        .filter(n -> random.nextBoolean())
                        .mapToObj(n -> "p" + n)
                        .toList();
                List<Callable<Void>> leaving = new ArrayList<>();
                some.forEach(id -> leaving.add(() -> {
                    remove(id);
                    joinAll();
                    return null;
                }));
                for (Future<Void> left : threads.invokeAll(leaving)) {
                    left.get();
                }
                assertNoneIsTakenTwice();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Plans and gaps together cover every index once. */
    private static void assertNoneIsTakenTwice() {
        Set<Integer> lists = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        int places = 0;
        for (int[] block : POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("""
                        select status_list as list, status_first as first, size from plan
                        union all
                        select list, first, size from status_gap
                        where list in (select status_list from plan) or size < 9000
                        """)
                        .map((row, context) -> new int[] {row.getInt("list"), row.getInt("first"), row.getInt("size")})
                        .list())) {
            lists.add(block[0]);
            for (int place = block[1]; place < block[1] + block[2]; place++) {
                places++;
                seen.add(block[0] * StatusBlock.LIMIT + place);
            }
        }
        assertThat(places).isEqualTo(lists.size() * ROOM);
        assertThat(seen).hasSize(places);
    }

    private static void remove(String id) {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan where id = ?", id));
    }

    private static void joinAll() {
        List<Integer> lists = POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select distinct list from status_gap where size < 9000")
                        .mapTo(int.class)
                        .list());
        lists.forEach(list -> POSTGRES.jdbi().useTransaction(database -> StatusGapRows.join(database, list)));
    }

    private StatusBlock block(String id, int tokens) {
        return block(uses, id, tokens);
    }

    private StatusBlock block(PlanUses process, String id, int tokens) {
        return Objects.requireNonNull(MintedPlans.use(process.enter(MintedPlans.entered(id, tokens, now, 10)))
                .status());
    }
}

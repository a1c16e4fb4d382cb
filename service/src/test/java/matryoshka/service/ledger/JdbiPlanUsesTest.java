package matryoshka.service.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import matryoshka.graph.Sorted;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPlanUsesTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.123456Z");

    private final PlanUses uses = new JdbiPlanUses(POSTGRES.jdbi());

    @BeforeEach
    void forget_all() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan"));
    }

    @Test
    void a_use_comes_back_as_it_was_written() {
        uses.record(List.of(use("p", 0, 10)));

        assertThat(uses.alive(START)).containsExactly(use("p", 0, 10));
    }

    @Test
    void a_later_use_extends_the_plan_and_an_earlier_one_takes_nothing_back() {
        uses.record(List.of(use("p", 0, 10)));
        uses.record(List.of(use("p", 60, 70), use("q", 60, 70)));
        uses.record(List.of(use("p", 30, 40)));

        assertThat(uses.alive(START)).hasSize(2);
        PlanUse extended = uses.alive(START).get(0);
        assertThat(extended.firstUsed()).isEqualTo(START);
        assertThat(extended.lastUsed()).isEqualTo(START.plusSeconds(60));
        assertThat(extended.latestExpiry()).isEqualTo(START.plusSeconds(70));
    }

    @Test
    void a_plan_of_which_no_token_lives_is_not_in_use() {
        uses.record(List.of(use("p", 0, 10)));

        assertThat(uses.alive(START.plusSeconds(10))).isEmpty();
        assertThat(uses.alive(START.plusSeconds(9))).hasSize(1);
    }

    private static PlanUse use(String id, long used, long expires) {
        Instant now = START.plusSeconds(used);
        return new PlanUse(id, "app", Sorted.set(List.of("a:x", "a:y")), 7, now, now, START.plusSeconds(expires));
    }
}

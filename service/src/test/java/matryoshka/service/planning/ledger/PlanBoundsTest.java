package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanBoundsTest {
    private static final PlanBounds BOUNDS = new PlanBounds(1_000);

    private final Map<String, Integer> exchanged = new HashMap<>();
    private int own;

    @Test
    void the_origin_client_alone_may_use_the_whole_limit() {
        assertThat(grow("app", 5_000)).isEqualTo(1_000);
    }

    @Test
    void clients_that_exchange_share_half_of_the_limit() {
        assertThat(grow("greedy", 5_000)).isEqualTo(250);
        exchanged.clear();
        for (int round = 0; round < 5_000; round++) {
            grow("greedy", 1);
            grow("greedier", 1);
        }
        assertThat(exchanged.values()).allMatch(count -> count >= 166 && count <= 168);
    }

    @Test
    void a_client_with_few_plans_always_gets_another() {
        for (String greedy : List.of("a", "b", "c", "d", "e", "f", "g")) {
            grow(greedy, 5_000);
        }

        assertThat(grow("honest", 1)).isOne();
        assertThat(grow("app", 5_000)).isGreaterThanOrEqualTo(500);
    }

    private int grow(String asker, int times) {
        int grown = 0;
        for (int time = 0; time < times; time++) {
            boolean isExchange = !asker.equals("app");
            int others = exchanged.values().stream().mapToInt(count -> count).sum();
            int living = own + others;
            PlanBounds.Counted counted =
                    new PlanBounds.Counted(living, others, exchanged.getOrDefault(asker, 0), living);
            if (BOUNDS.refusal(counted, isExchange).isEmpty()) {
                grown++;
                if (isExchange) {
                    exchanged.merge(asker, 1, Integer::sum);
                } else {
                    own++;
                }
            }
        }
        return grown;
    }
}

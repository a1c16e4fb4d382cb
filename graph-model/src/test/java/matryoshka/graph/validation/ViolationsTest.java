package matryoshka.graph.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import matryoshka.graph.Violation;
import org.junit.jupiter.api.Test;

class ViolationsTest {
    @Test
    void as_many_as_are_listed_at_most_are_all_there() {
        List<Violation> all = violations(Violations.MAX_LISTED);

        assertThat(Violations.firstOf(all)).isEqualTo(all);
    }

    @Test
    void of_more_the_last_one_says_that_there_are_more() {
        List<Violation> first = Violations.firstOf(violations(Violations.MAX_LISTED + 5));

        assertThat(first).hasSize(Violations.MAX_LISTED + 1);
        assertThat(first.subList(0, Violations.MAX_LISTED)).isEqualTo(violations(Violations.MAX_LISTED));
        assertThat(first.get(Violations.MAX_LISTED)).extracting(Violation::rule).isEqualTo("more");
    }

    @Test
    void long_ones_are_fewer() {
        Violation tall = new Violation("/" + "p".repeat(300_000), "rule", "message");
        List<Violation> first = Violations.firstOf(List.of(tall, tall, tall, tall, tall));

        assertThat(first).extracting(Violation::rule).containsExactly("rule", "rule", "rule", "more");
    }

    @Test
    void that_there_are_more_is_said_once() {
        List<Violation> first = Violations.firstOf(violations(Violations.MAX_LISTED + 1));

        assertThat(Violations.firstOf(first)).isEqualTo(first);
    }

    private static List<Violation> violations(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Violation("/" + number, "rule", "message"))
                .toList();
    }
}

package matryoshka.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScopesTest {

    @Test
    void a_scope_value_is_read_and_written_sorted_and_without_repetitions() {
        assertThat(Scopes.parse("b:x a:x b:x")).containsExactly("a:x", "b:x").hasToString("a:x b:x");
        assertThat(Scopes.parse("")).isEmpty();
        assertThat(Scopes.NONE).hasToString("");
        assertThat(Scopes.of("b:x", "a:x", "b:x")).isEqualTo(Scopes.parse("a:x b:x"));
    }

    @Test
    void order_is_that_of_characters_as_in_every_form_that_is_hashed() {
        assertThat(Scopes.of("b", "B", "a:y", "a", "a-x")).containsExactly("B", "a", "a-x", "a:y", "b");
    }

    @Test
    void random_sets_are_combined_as_sets_of_texts_are() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<String> some = texts(random);
            List<String> others = texts(random);
            Scopes left = Scopes.of(some);
            Scopes right = Scopes.of(others);
            SortedSet<String> union = new TreeSet<>(some);
            union.addAll(others);
            SortedSet<String> common = new TreeSet<>(some);
            common.retainAll(others);
            SortedSet<String> rest = new TreeSet<>(some);
            rest.removeAll(others);
            assertIs(left.union(right), union);
            assertIs(Scopes.union(Stream.of(left, right)), union);
            assertIs(left.intersect(right), common);
            assertIs(left.minus(right), rest);
            assertThat(left.containsAll(right)).isEqualTo(new TreeSet<>(some).containsAll(others));
        }
    }

    @Test
    void services_without_a_scope_are_left_out() {
        ScopesByService scopes = ScopesByService.of(Map.of("b", Scopes.NONE, "a", Scopes.of("a:x")));
        assertThat(scopes).isEqualTo(ScopesByService.of(Map.of("a", Scopes.of("a:x"))));
        assertThat(scopes.at("a")).containsExactly("a:x");
        assertThat(scopes.at("b")).isEmpty();
        assertThat(ScopesByService.of(Map.of("b", Scopes.NONE))).isEqualTo(ScopesByService.NONE);
    }

    private static void assertIs(Scopes scopes, SortedSet<String> expected) {
        assertThat(scopes).containsExactlyElementsOf(expected);
        assertThat(scopes.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(scopes.size()).isEqualTo(expected.size());
        assertThat(scopes).isEqualTo(Scopes.of(expected)).hasSameHashCodeAs(Scopes.of(expected));
        for (String text : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(scopes.contains(text)).isEqualTo(expected.contains(text));
        }
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            texts.add(String.valueOf((char) ('a' + random.nextInt(6))));
        }
        return texts;
    }
}

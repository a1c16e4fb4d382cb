package matryoshka.service.staleness.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void a_thousand_nodes_are_listed_and_the_rest_is_marked() {
        Changes some = new Changes(nodes(0, 600), nodes(600, 300), false);

        Changes all = some.and(new Changes(nodes(900, 50), nodes(950, 50), false));
        assertThat(all.stale().size() + all.fresh().size()).isEqualTo(Changes.MAX_NODES);
        assertThat(all.isPartial()).isFalse();
        assertThat(all.json().has("partial")).isFalse();

        Changes more = all.and(new Changes(List.of(), nodes(1_000, 1), false));
        assertThat(more.stale().size() + more.fresh().size()).isEqualTo(Changes.MAX_NODES);
        assertThat(more.isPartial()).isTrue();
        assertThat(more.json().get("partial").booleanValue()).isTrue();
        assertThat(more.only(node -> false).isPartial()).isTrue();
        assertThat(Changes.NONE.and(new Changes(List.of(), List.of(), true)).isPartial())
                .isTrue();
    }

    private static List<NodeChange> nodes(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(n -> new NodeChange("node" + n, new TreeMap<>(Map.of("a", "a")), false, true, false))
                .toList();
    }
}

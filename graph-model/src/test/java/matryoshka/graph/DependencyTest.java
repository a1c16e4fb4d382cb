package matryoshka.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DependencyTest {
    private static final Dependency ALL = edge((String[]) null);
    private static final Dependency WEB = edge("web");
    private static final Dependency BOTH = edge("web", "app");

    @Test
    void without_clients_it_counts_in_every_chain() {
        assertThat(ALL.matches("web")).isTrue();
        assertThat(WEB.matches("web")).isTrue();
        assertThat(WEB.matches("app")).isFalse();
    }

    @Test
    void for_no_client_there_is_none() {
        assertThatThrownBy(() -> edge()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_tells_whether_it_counts_wherever_another_does() {
        List<Dependency> narrowToWide = List.of(WEB, BOTH, ALL);
        for (Dependency one : narrowToWide) {
            for (Dependency other : narrowToWide) {
                assertThat(one.matchesAllOf(other)).isEqualTo(narrowToWide.indexOf(one) >= narrowToWide.indexOf(other));
            }
        }
        assertThat(WEB.matchesAllOf(edge("app"))).isFalse();
    }

    private static Dependency edge(String @Nullable ... clients) {
        return new Dependency(
                "e",
                "a",
                "b",
                Scopes.NONE,
                Scopes.of("b:x"),
                Sharing.EMBED,
                clients == null ? null : Sorted.set(Arrays.asList(clients)),
                null,
                false,
                ClaimRules.NONE);
    }
}

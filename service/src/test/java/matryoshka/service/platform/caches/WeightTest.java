package matryoshka.service.platform.caches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.testing.HeapSize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightTest {
    /** More would leave caches half empty. */
    private static final int MAX_TOO_MUCH = 8;

    private record Sample(
            @Nullable String name,
            SortedSet<String> texts,
            SortedMap<String, Object> values,
            long number,
            boolean flag) {}

    static Stream<Object> values() {
        Random random = new Random(10);
        return Stream.of(
                "",
                "a".repeat(10_000),
                "ü€🪆".repeat(1_000),
                Duration.ofDays(1),
                Instant.EPOCH,
                7L,
                new BigDecimal("1".repeat(90)),
                URI.create("https://keys.example:8443/a%20path?with=a%20query"),
                URI.create("https://keys.example/" + "%C3%BC".repeat(500)),
                new byte[5_000],
                Optional.of("x"),
                List.of(),
                List.of("a"),
                texts(random, 1_000).collect(Collectors.toCollection(ArrayList::new)),
                texts(random, 1_000).collect(Collectors.toCollection(HashSet::new)),
                Sorted.set(List.of()),
                Sorted.set(texts(random, 1_000).toList()),
                texts(random, 700)
                        .collect(Collectors.toMap(text -> text, text -> 1, (one, other) -> one, HashMap::new)),
                Set.copyOf(texts(random, 1_000).toList()),
                Scopes.of("a"),
                Scopes.of(texts(random, 1_000).toList()),
                new Sample(null, Sorted.set(List.of()), Sorted.map(Map.of()), 1, true),
                sample(random));
    }

    @ParameterizedTest
    @MethodSource("values")
    void weights_are_upper_bounds_and_not_much_more(Object value) {
        long real = HeapSize.of(value);

        assertThat(Weight.of(value)).isBetween(real, MAX_TOO_MUCH * real);
    }

    @Test
    void shared_objects_weigh_nothing() {
        assertThat(Weight.of(null)).isZero();
        assertThat(Weight.of(ExcessPolicy.FLAG)).isZero();
        assertThat(Weight.of(true)).isZero();
    }

    @Test
    void a_weighed_objects_own_weight_counts() {
        Weighed weighed = () -> 12_345;

        assertThat(Weight.of(weighed)).isEqualTo(12_345);
        assertThat(Weight.of(List.of(weighed))).isGreaterThan(12_345);
    }

    @Test
    void objects_without_a_weight_are_refused() {
        assertThatThrownBy(() -> Weight.of(List.of(new Object()))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Sample sample(Random random) {
        SortedMap<String, Object> values = Sorted.map(Map.of(
                "list",
                List.of("a", 1L, BigDecimal.TEN, true),
                "map",
                Sorted.map(Map.of("a", "b")),
                "texts",
                texts(random, 50).toList()));
        return new Sample("sample", Sorted.set(texts(random, 100).toList()), values, 1, true);
    }

    private static Stream<String> texts(Random random, int count) {
        return IntStream.range(0, count).mapToObj(index -> index + "x".repeat(random.nextInt(60)));
    }
}

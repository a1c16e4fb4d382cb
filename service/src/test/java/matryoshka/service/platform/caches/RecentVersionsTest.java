package matryoshka.service.platform.caches;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.List;
import matryoshka.service.testing.HeapSize;
import org.junit.jupiter.api.Test;

class RecentVersionsTest {
    private static final long SHARE = 100_000;
    private static final CacheMemory MEMORY =
            new CacheMemory(SHARE * 100 / CacheShare.EVENTS.percent(), new MetricRegistry());

    private final RecentVersions<String> versions = MEMORY.recentVersions(CacheShare.EVENTS, 5);

    @Test
    void what_came_after_a_version_is_returned_in_order() {
        versions.add(6, "six");
        versions.add(8, "eight");

        assertThat(versions.after(5, 10)).contains(List.of("six", "eight"));
        assertThat(versions.after(6, 10)).contains(List.of("eight"));
        assertThat(versions.after(8, 10)).contains(List.of());
        assertThat(versions.after(5, 1)).contains(List.of("six"));
    }

    @Test
    void of_versions_before_the_first_nothing_is_known() {
        versions.add(6, "six");

        assertThat(versions.after(4, 10)).isEmpty();
    }

    @Test
    void the_earliest_are_evicted_first() {
        for (int version = 6; version < 1_000; version++) {
            versions.add(version, "v".repeat(1_000));
        }

        assertThat(versions.bytes()).isBetween(SHARE / 2, SHARE);
        assertThat(HeapSize.of(versions)).isLessThan(SHARE);
        assertThat(versions.after(500, 10)).isEmpty();
        assertThat(versions.after(990, 100).orElseThrow()).hasSize(9);
    }

    @Test
    void an_entry_heavier_than_the_share_leaves_a_known_gap() {
        versions.add(6, "six");
        versions.add(7, "v".repeat(1_000_000));
        versions.add(8, "eight");

        assertThat(versions.bytes()).isLessThan(SHARE);
        assertThat(versions.after(6, 10)).isEmpty();
        assertThat(versions.after(7, 10)).contains(List.of("eight"));
    }
}

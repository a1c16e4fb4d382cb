package matryoshka.service.platform.caches;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.HeapSize;
import org.junit.jupiter.api.Test;

class CacheMemoryTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private final MetricRegistry metrics = new MetricRegistry();
    private final CacheMemory memory = new CacheMemory(10 * MEBIBYTE, metrics);

    @Test
    void all_shares_together_are_the_whole_and_no_more() {
        assertThat(Arrays.stream(CacheShare.values())
                        .mapToInt(CacheShare::percent)
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void it_is_a_part_of_the_largest_heap() {
        CacheMemory ofHeap = CacheMemory.ofHeap(10, new MetricRegistry());

        assertThat(ofHeap.bytes())
                .isBetween(
                        Runtime.getRuntime().maxMemory() / 11,
                        Runtime.getRuntime().maxMemory() / 10);
    }

    @Test
    void values_of_any_number_and_size_stay_within_a_share() {
        long share = CacheShare.PLANS.bytes(10 * MEBIBYTE);
        WeighedCache<String, String> cache = memory.cache(CacheShare.PLANS);

        for (int size : new int[] {1, 100, 10_000, 1_000_000}) {
            for (int number = 0; number < 20_000 / Math.sqrt(size); number++) {
                cache.put(size + "-" + number, "v".repeat(size));
            }
            assertThat(memory.held()).isBetween(1L, share);
            assertThat(HeapSize.of(cache)).isLessThan(share);
        }
    }

    @Test
    void keys_weigh_too() {
        WeighedCache<String, Boolean> cache = memory.cache(CacheShare.PLANS);

        for (int number = 0; number < 1_000; number++) {
            cache.put("k".repeat(10_000) + number, true);
        }

        assertThat(HeapSize.of(cache)).isLessThan(CacheShare.PLANS.bytes(10 * MEBIBYTE));
    }

    @Test
    void what_is_too_heavy_for_its_share_is_not_kept_and_drives_nothing_out() {
        WeighedCache<String, String> cache = memory.cache(CacheShare.PLANS);
        cache.put("light", "x");
        cache.put("heavy", "v".repeat(10_000_000));

        assertThat(cache.find("heavy")).isEmpty();
        assertThat(cache.find("light")).contains("x");
    }

    @Test
    void what_comes_out_empty_is_not_kept() {
        WeighedCache<String, String> cache = memory.cache(CacheShare.PLANS);
        AtomicInteger made = new AtomicInteger();

        for (int time = 0; time < 3; time++) {
            assertThat(cache.get("refused", key -> {
                        made.incrementAndGet();
                        return Optional.empty();
                    }))
                    .isEmpty();
        }

        assertThat(made).hasValue(3);
        assertThat(memory.held()).isZero();
    }

    @Test
    void what_was_made_is_made_once() {
        WeighedCache<String, Integer> cache = memory.cache(CacheShare.PLANS);
        AtomicInteger made = new AtomicInteger();

        for (int time = 0; time < 3; time++) {
            assertThat(cache.get("a", key -> Optional.of(made.incrementAndGet())))
                    .contains(1);
        }
    }

    @Test
    void what_has_become_heavier_counts_as_it_is_when_it_is_put_again() {
        AtomicInteger weight = new AtomicInteger(1_000);
        WeighedCache<String, Weighed> cache = memory.cache(CacheShare.PLANS);
        Weighed growing = weight::get;
        cache.put("a", growing);
        long before = memory.held();
        weight.set(50_000);
        cache.put("a", growing);

        assertThat(memory.held()).isEqualTo(before + 49_000);
    }

    @Test
    void metrics_tell_what_each_cache_holds_and_how_often_it_was_of_use() {
        WeighedCache<String, Integer> cache = memory.cache(CacheShare.STATUS_LISTS);
        cache.put("a", 1);
        cache.find("a");
        cache.find("b");

        assertThat(gauge("status-lists.bytes")).isEqualTo(memory.held());
        assertThat(gauge("status-lists.max-bytes")).isEqualTo(CacheShare.STATUS_LISTS.bytes(10 * MEBIBYTE));
        assertThat(gauge("status-lists.hits")).isEqualTo(1L);
        assertThat(gauge("status-lists.misses")).isEqualTo(1L);
        assertThat(gauge("status-lists.evictions")).isEqualTo(0L);
    }

    @Test
    void a_cache_made_anew_takes_the_place_of_the_one_before() {
        WeighedCache<String, String> old = memory.cache(CacheShare.PLANS);
        old.put("a", "v".repeat(1_000));
        WeighedCache<String, String> anew = memory.cache(CacheShare.PLANS);

        assertThat(memory.held()).isZero();
        assertThat(anew.find("a")).isEmpty();
    }

    private Object gauge(String name) {
        return metrics.gauge("matryoshka.caches." + name).getValue();
    }
}

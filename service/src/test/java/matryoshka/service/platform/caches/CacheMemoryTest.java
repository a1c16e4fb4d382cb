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
    void all_shares_add_up_to_the_whole() {
        assertThat(Arrays.stream(CacheShare.values())
                        .mapToInt(CacheShare::percent)
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void it_is_a_part_of_the_maximum_heap() {
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
    void a_value_heavier_than_its_share_is_not_cached_and_evicts_nothing() {
        WeighedCache<String, String> cache = memory.cache(CacheShare.PLANS);
        cache.put("light", "x");
        cache.put("heavy", "v".repeat(10_000_000));

        assertThat(cache.find("heavy")).isEmpty();
        assertThat(cache.find("light")).contains("x");
    }

    @Test
    void empty_results_are_not_cached() {
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
    void a_value_is_computed_once() {
        WeighedCache<String, Integer> cache = memory.cache(CacheShare.PLANS);
        AtomicInteger made = new AtomicInteger();

        for (int time = 0; time < 3; time++) {
            assertThat(cache.get("a", key -> Optional.of(made.incrementAndGet())))
                    .contains(1);
        }
    }

    @Test
    void a_value_that_became_heavier_is_weighed_again_when_put() {
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
    void metrics_report_the_size_and_hits_of_each_cache() {
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
    void a_new_cache_replaces_the_former_one() {
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

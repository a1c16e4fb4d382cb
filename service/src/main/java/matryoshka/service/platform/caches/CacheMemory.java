package matryoshka.service.platform.caches;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The memory that all caches together may use, divided as {@link CacheShare} says. Metrics named {@code matryoshka.caches.…} show how much
 * each cache holds and how often it was hit. Thread-safe.
 */
public final class CacheMemory {
    private static final int WHOLE = 100;

    private final long bytes;
    private final Map<CacheShare, Place> places = new EnumMap<>(CacheShare.class);

    private static final class Place {
        private final StatsCounter stats = new ConcurrentStatsCounter();
        private volatile LongSupplier bytes = () -> 0;
    }

    /** @param bytes for all caches together */
    public CacheMemory(long bytes, MetricRegistry metrics) {
        this.bytes = bytes;
        Arrays.stream(CacheShare.values()).forEach(share -> places.put(share, measured(share, metrics)));
    }

    /** Uses a percentage of the maximum heap of this process. */
    public static CacheMemory ofHeap(int percent, MetricRegistry metrics) {
        return new CacheMemory(Runtime.getRuntime().maxMemory() / WHOLE * percent, metrics);
    }

    /** Creates the cache that has this share. Create another one only to replace it. */
    public <K, V> WeighedCache<K, V> cache(CacheShare share) {
        Place place = place(share);
        WeighedCache<K, V> cache = new WeighedCache<>(share.bytes(bytes), place.stats);
        place.bytes = cache::bytes;
        return cache;
    }

    /**
     * Creates the cache that has this share and keeps one value for each version.
     *
     * @param since the current version
     */
    public <V> RecentVersions<V> recentVersions(CacheShare share, long since) {
        RecentVersions<V> recent = new RecentVersions<>(share.bytes(bytes), since);
        place(share).bytes = recent::bytes;
        return recent;
    }

    /** Returns how many bytes all caches together may use. */
    public long bytes() {
        return bytes;
    }

    /** Returns how many bytes all caches use now. */
    public long held() {
        return places.values().stream()
                .mapToLong(place -> place.bytes.getAsLong())
                .sum();
    }

    private Place measured(CacheShare share, MetricRegistry metrics) {
        Place place = new Place();
        String name = "matryoshka.caches." + share.label();
        Gauge<Long> held = () -> place.bytes.getAsLong();
        Gauge<Long> hits = () -> place.stats.snapshot().hitCount();
        Gauge<Long> misses = () -> place.stats.snapshot().missCount();
        Gauge<Long> evictions = () -> place.stats.snapshot().evictionCount();
        metrics.registerGauge(name + ".bytes", held);
        metrics.registerGauge(name + ".max-bytes", () -> share.bytes(bytes));
        metrics.registerGauge(name + ".hits", hits);
        metrics.registerGauge(name + ".misses", misses);
        metrics.registerGauge(name + ".evictions", evictions);
        return place;
    }

    private Place place(CacheShare share) {
        Place place = places.get(share);
        if (place == null) {
            throw new IllegalStateException("no cache has this share");
        }
        return place;
    }
}

package matryoshka.service.platform.caches;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Keeps values, with their keys, while there is room for them in bytes as {@link Weight} counts them. Frequently used values stay longest.
 * Thread-safe.
 */
public final class WeighedCache<K, V> {
    /** The cache's own overhead for each entry. */
    private static final long ENTRY = 256;

    private final Cache<K, V> entries;

    WeighedCache(long maxBytes, StatsCounter stats) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher(WeighedCache::weight)
                // Evicts on the thread that adds, so that the cache exceeds its bound only for as long as that takes.
                .executor(Runnable::run)
                .recordStats(() -> stats)
                .build();
    }

    private static int weight(Object key, Object value) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, ENTRY + Weight.of(key) + Weight.of(value)));
    }

    /** Returns the value of a key. */
    public Optional<V> find(K key) {
        return Optional.ofNullable(entries.getIfPresent(key));
    }

    /** Returns the value of a key, or makes it, once for all who ask at the same time. An empty result is not kept. */
    public Optional<V> get(K key, Function<? super K, Optional<V>> make) {
        return Optional.ofNullable(entries.get(key, absent -> make.apply(absent).orElse(null)));
    }

    /** Stores a value, replacing any other. Call it again for a value that has become heavier. */
    public void put(K key, V value) {
        entries.put(key, value);
    }

    /** Stores a value, merged with the existing one. Returns the result. */
    public V merge(K key, V value, BinaryOperator<V> join) {
        return entries.asMap().merge(key, value, join);
    }

    /** Replaces an expected value, or none. Returns whether the cache had what was expected. */
    public boolean replace(K key, V expected, V value) {
        return entries.asMap().replace(key, expected, value) || entries.asMap().putIfAbsent(key, value) == null;
    }

    public void remove(K key) {
        entries.invalidate(key);
    }

    /** Returns how many bytes the cache uses now. */
    long bytes() {
        entries.cleanUp();
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}

package matryoshka.service.platform.caches;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Keeps values for as long as there is room for them, keys included, in bytes as {@link Weight} counts them. What is used often stays
 * longest. Thread-safe.
 */
public final class WeighedCache<K, V> {
    /** Of the cache's own for each entry. */
    private static final long ENTRY = 256;

    private final Cache<K, V> entries;

    WeighedCache(long maxBytes, StatsCounter stats) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher(WeighedCache::weight)
                // On the thread that adds: then it is never over the bound for longer than that takes.
                .executor(Runnable::run)
                .recordStats(() -> stats)
                .build();
    }

    private static int weight(Object key, Object value) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, ENTRY + Weight.of(key) + Weight.of(value)));
    }

    /** What is kept under a key. */
    public Optional<V> find(K key) {
        return Optional.ofNullable(entries.getIfPresent(key));
    }

    /** What is kept under a key, or else what is made now, once for all who ask at the same time. What comes out empty is not kept. */
    public Optional<V> get(K key, Function<? super K, Optional<V>> make) {
        return Optional.ofNullable(entries.get(key, absent -> make.apply(absent).orElse(null)));
    }

    /** Keeps a value in place of what was there. Put again what has become heavier. */
    public void put(K key, V value) {
        entries.put(key, value);
    }

    /** Keeps a value, joined to what was there; what is kept then. */
    public V merge(K key, V value, BinaryOperator<V> join) {
        return entries.asMap().merge(key, value, join);
    }

    /** Keeps a value in place of this one or of none; whether that was what was there. */
    public boolean replace(K key, V expected, V value) {
        return entries.asMap().replace(key, expected, value) || entries.asMap().putIfAbsent(key, value) == null;
    }

    public void remove(K key) {
        entries.invalidate(key);
    }

    /** How many bytes it keeps now. */
    long bytes() {
        entries.cleanUp();
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}

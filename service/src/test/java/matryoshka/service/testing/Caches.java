package matryoshka.service.testing;

import com.codahale.metrics.MetricRegistry;
import matryoshka.service.platform.caches.CacheMemory;

/** Memory for caches under test. */
public final class Caches {
    private static final long BYTES = 64L * 1024 * 1024;

    private Caches() {}

    /** Room for all that a test has need of. */
    public static CacheMemory memory() {
        return memory(BYTES);
    }

    public static CacheMemory memory(long bytes) {
        return new CacheMemory(bytes, new MetricRegistry());
    }
}

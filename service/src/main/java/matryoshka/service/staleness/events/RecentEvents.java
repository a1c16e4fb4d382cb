package matryoshka.service.staleness.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.RecentVersions;
import matryoshka.service.platform.problems.OverloadedException;

/**
 * Keeps the latest events in memory, so that many listeners cost one database query. Reads earlier events from the database. Thread-safe.
 */
public final class RecentEvents {
    private static final int PAGE = 20;

    /** How many listeners read earlier events at once: fewer than there are connections for background work. */
    private static final int MAX_READERS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore readers = new Semaphore(MAX_READERS, true);
    private final GraphEvents stored;
    private final RecentVersions<GraphEvent> recent;
    private volatile long latest;

    public RecentEvents(GraphEvents stored, CacheMemory memory) {
        this.stored = stored;
        this.latest = stored.latest();
        this.recent = memory.recentVersions(CacheShare.EVENTS, latest);
    }

    /** Returns the latest version that is in memory. */
    public long latest() {
        return latest;
    }

    /** Loads events that were recorded since the last call. */
    synchronized void follow() {
        List<GraphEvent> page;
        do {
            page = stored.after(latest, PAGE);
            page.forEach(this::add);
        } while (page.size() == PAGE);
    }

    private void add(GraphEvent event) {
        recent.add(event.version(), event);
        latest = event.version();
    }

    /** Returns a limited number of events of versions later than the given one, earliest first. Throws if they cannot be read now. */
    List<GraphEvent> after(long version) {
        return recent.after(version, PAGE).orElseGet(() -> earlier(version));
    }

    private List<GraphEvent> earlier(long version) {
        try {
            if (!readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OverloadedException("too many listeners are reading earlier events");
            }
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("abandoned");
        }
        try {
            return stored.after(version, PAGE);
        } finally {
            readers.release();
        }
    }
}

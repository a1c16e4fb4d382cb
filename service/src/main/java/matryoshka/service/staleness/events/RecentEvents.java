package matryoshka.service.staleness.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.RecentVersions;
import matryoshka.service.platform.problems.OverloadedException;

/** The latest events in memory, so that many who listen cost one look at the database; earlier ones are read. Thread-safe. */
public final class RecentEvents {
    private static final int PAGE = 20;

    /** How many read earlier events at once: fewer than there are connections for what goes on beside requests. */
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

    /** The latest version that is told here. */
    public long latest() {
        return latest;
    }

    /** Takes over what was recorded since. */
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

    /** Those after a version, the earliest first, some at a time; an exception when they are not to be read now. */
    List<GraphEvent> after(long version) {
        return recent.after(version, PAGE).orElseGet(() -> earlier(version));
    }

    private List<GraphEvent> earlier(long version) {
        try {
            if (!readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OverloadedException("too many read earlier events");
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

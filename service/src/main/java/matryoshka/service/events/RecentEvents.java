package matryoshka.service.events;

import java.util.List;
import matryoshka.service.caches.CacheMemory;
import matryoshka.service.caches.CacheShare;
import matryoshka.service.caches.RecentVersions;

/** The latest events in memory, so that many who listen cost one look at the database; earlier ones are read. Thread-safe. */
public final class RecentEvents {
    private static final int PAGE = 20;

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

    /** Those after a version, the earliest first, some at a time. */
    List<GraphEvent> after(long version) {
        return recent.after(version, PAGE).orElseGet(() -> stored.after(version, PAGE));
    }
}

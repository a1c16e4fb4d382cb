package matryoshka.service.events;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** The latest events in memory, so that many who listen cost one look at the database; earlier ones are read. Thread-safe. */
public final class RecentEvents {
    private static final int KEPT = 100;
    private static final int PAGE = 50;

    private final GraphEvents stored;
    private final ConcurrentSkipListMap<Long, GraphEvent> recent = new ConcurrentSkipListMap<>();
    private volatile long latest;
    /** Everything after this version is in memory. */
    private volatile long readSince;

    public RecentEvents(GraphEvents stored) {
        this.stored = stored;
        this.latest = stored.latest();
        this.readSince = latest;
    }

    /** The latest version that is told here. */
    public long latest() {
        return latest;
    }

    /** Takes over what was taken down since. */
    synchronized void follow() {
        List<GraphEvent> page;
        do {
            page = stored.after(latest, PAGE);
            page.forEach(this::add);
        } while (page.size() == PAGE);
    }

    private void add(GraphEvent event) {
        recent.put(event.version(), event);
        if (recent.size() > KEPT) {
            readSince = recent.firstKey();
            recent.pollFirstEntry();
        }
        latest = event.version();
    }

    /** Those after a version, the earliest first, some at a time. */
    List<GraphEvent> after(long version) {
        List<GraphEvent> found =
                recent.tailMap(version, false).values().stream().limit(PAGE).toList();
        return version >= readSince ? found : stored.after(version, PAGE);
    }
}

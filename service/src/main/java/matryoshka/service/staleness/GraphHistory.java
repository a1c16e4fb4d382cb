package matryoshka.service.staleness;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.service.snapshot.Snapshot;

/** What the last changes of the graph have touched, as far as this instance has gone through them. Thread-safe. */
final class GraphHistory {
    private static final int MOST_CHANGES = 64;

    private final NavigableMap<Long, Touched> touchedSince = new TreeMap<>();
    private Snapshot latest;

    GraphHistory(Snapshot first) {
        this.latest = first;
    }

    /** What has changed from a version to that of a snapshot; empty when that is not known. */
    synchronized Optional<Touched> between(long version, Snapshot snapshot) {
        if (snapshot.version() > latest.version()) {
            touchedSince.put(
                    latest.version(),
                    Touched.between(latest.graph().document(), snapshot.graph().document()));
            if (touchedSince.size() > MOST_CHANGES) {
                touchedSince.pollFirstEntry();
            }
            latest = snapshot;
        }
        return snapshot.version() == latest.version() && touchedSince.containsKey(version)
                ? touchedSince.tailMap(version, true).values().stream().reduce(Touched::and)
                : Optional.empty();
    }
}

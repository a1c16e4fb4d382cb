package matryoshka.service.staleness;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.staleness.Footprint;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.RecentVersions;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.snapshot.Snapshot;

/** What the last changes of the graph have touched, as far as this instance has gone through them. Thread-safe. */
final class GraphHistory {
    private final RecentVersions<Change> changes;
    private Snapshot latest;

    /** @param since the version that it changed */
    private record Change(long since, Footprint touched) implements Weighed {
        @Override
        public long weight() {
            return JudgementWeight.of(touched);
        }
    }

    GraphHistory(Snapshot first, CacheMemory memory) {
        this.latest = first;
        this.changes = memory.recentVersions(CacheShare.GRAPH_CHANGES, first.version());
    }

    /** What has changed from a version to that of a snapshot; empty when that is not known. */
    synchronized Optional<Footprint> between(long version, Snapshot snapshot) {
        if (snapshot.version() > latest.version()) {
            Footprint touched = Footprint.between(
                    latest.graph().document(), snapshot.graph().document());
            changes.add(snapshot.version(), new Change(latest.version(), touched));
            latest = snapshot;
        }
        return snapshot.version() == latest.version()
                ? changes.after(version, Integer.MAX_VALUE)
                        .filter(since -> beginsAt(version, since))
                        .flatMap(since -> since.stream().map(Change::touched).reduce(Footprint::and))
                : Optional.empty();
    }

    /** A version in the midst of a change is not where that change begins: what it has already is not known. */
    private static boolean beginsAt(long version, List<Change> changes) {
        return !changes.isEmpty() && changes.get(0).since() == version;
    }
}

package matryoshka.service.staleness;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.staleness.Footprint;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.RecentVersions;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.snapshot.Snapshot;

/** Remembers which parts of the graph the most recent changes affected, as far as this instance has seen them. Thread-safe. */
final class GraphHistory {
    private final RecentVersions<Change> changes;
    private Snapshot latest;

    /** @param since the version that the change replaced */
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

    /** Returns what changed between a version and that of a snapshot; empty if that is not known. */
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

    /** A change cannot start at a version in the middle of it: it is unknown how much of the change that version already contains. */
    private static boolean beginsAt(long version, List<Change> changes) {
        return !changes.isEmpty() && changes.get(0).since() == version;
    }
}

package matryoshka.service.platform.caches;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps one value for each of the latest versions of the graph, as many as fit; evicts the earliest first. Thread-safe. */
public final class RecentVersions<V> {
    private static final long ENTRY = 128;

    private record Kept<V>(V value, long bytes) {}

    private final long maxBytes;
    private final NavigableMap<Long, Kept<V>> kept = new TreeMap<>();
    private long bytes;
    /** All values of versions later than this one are here. */
    private long completeSince;

    /** @param since values of this version and earlier ones were never added */
    RecentVersions(long maxBytes, long since) {
        this.maxBytes = maxBytes;
        this.completeSince = since;
    }

    /** Adds the value of the next version. */
    public synchronized void add(long version, V value) {
        Kept<V> added = new Kept<>(value, ENTRY + Weight.of(value));
        kept.put(version, added);
        bytes += added.bytes();
        while (bytes > maxBytes) {
            var earliest = kept.pollFirstEntry();
            bytes -= earliest.getValue().bytes();
            completeSince = earliest.getKey();
        }
    }

    /** Returns at most {@code limit} values of versions later than the given one, earliest first; empty if some of them were evicted. */
    public synchronized Optional<List<V>> after(long version, int limit) {
        if (version < completeSince) {
            return Optional.empty();
        }
        return Optional.of(kept.tailMap(version, false).values().stream()
                .limit(limit)
                .map(Kept::value)
                .toList());
    }

    synchronized long bytes() {
        return bytes;
    }
}

package matryoshka.service.platform.caches;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps one value for each of the latest versions of the graph, as many as there is room for; the earliest go first. Thread-safe. */
public final class RecentVersions<V> {
    private static final long ENTRY = 128;

    private record Kept<V>(V value, long bytes) {}

    private final long maxBytes;
    private final NavigableMap<Long, Kept<V>> kept = new TreeMap<>();
    private long bytes;
    /** All values of later versions are here. */
    private long completeSince;

    /** @param since values of this version and earlier ones were never here */
    RecentVersions(long maxBytes, long since) {
        this.maxBytes = maxBytes;
        this.completeSince = since;
    }

    /** Adds what belongs to the next version. */
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

    /** Those after a version, the earliest first, at most so many; empty when not all of them are here any more. */
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

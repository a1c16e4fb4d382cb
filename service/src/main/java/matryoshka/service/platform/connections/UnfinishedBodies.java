package matryoshka.service.platform.connections;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Incomplete request bodies, oldest first. When they use too much memory together, the oldest are given up: a normal body is complete with
 * its second packet, and never among them. Thread-safe.
 */
final class UnfinishedBodies {
    private final long maxBytes;
    private final Map<EagerBody, Integer> sizes = new LinkedHashMap<>();
    private long bytes;

    UnfinishedBodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Notes that a body waits for more, with its size so far. */
    void waits(EagerBody body, int size) {
        oldestBeyond(body, size).forEach(EagerBody::giveUp);
    }

    void ended(EagerBody body) {
        synchronized (sizes) {
            Integer size = sizes.remove(body);
            bytes -= size == null ? 0 : size;
        }
    }

    private List<EagerBody> oldestBeyond(EagerBody body, int size) {
        List<EagerBody> oldest = new ArrayList<>(0);
        synchronized (sizes) {
            if (!body.arrives()) {
                return oldest; // completed in the meantime
            }
            Integer before = sizes.put(body, size);
            bytes += size - (before == null ? 0 : before);
            var each = sizes.entrySet().iterator();
            while (bytes > maxBytes && each.hasNext()) {
                Map.Entry<EagerBody, Integer> next = each.next();
                each.remove();
                bytes -= next.getValue();
                oldest.add(next.getKey());
            }
        }
        return oldest;
    }
}

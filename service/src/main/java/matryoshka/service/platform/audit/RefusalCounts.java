package matryoshka.service.platform.audit;

import com.codahale.metrics.MetricRegistry;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many requests were refused since the start, by kind and reason. */
public final class RefusalCounts {
    private final MetricRegistry metrics;

    /** @param metrics of the {@link AuditLog} */
    public RefusalCounts(MetricRegistry metrics) {
        this.metrics = metrics;
    }

    /** Returns the counts by reason, by kind. Both are words of a fixed set, as in the audit log. */
    public SortedMap<String, SortedMap<String, Long>> byKind() {
        SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            String prefix = Refusals.name(kind) + '.';
            SortedMap<String, Long> reasons = new TreeMap<>();
            metrics.getCounters((name, metric) -> name.startsWith(prefix))
                    .forEach((name, counter) -> reasons.put(name.substring(prefix.length()), counter.getCount()));
            counts.put(kind.metric(), reasons);
        }
        return counts;
    }
}

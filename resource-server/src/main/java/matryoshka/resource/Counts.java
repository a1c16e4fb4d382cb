package matryoshka.resource;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counters since the start. Thread-safe. */
final class Counts {
    private final Map<Count, LongAdder> adders = new EnumMap<>(Count.class);

    Counts() {
        for (Count count : Count.values()) {
            adders.put(count, new LongAdder());
        }
    }

    void add(Count count) {
        LongAdder adder = adders.get(count);
        if (adder != null) {
            adder.increment();
        }
    }

    Map<Count, Long> snapshot() {
        Map<Count, Long> snapshot = new EnumMap<>(Count.class);
        adders.forEach((count, adder) -> snapshot.put(count, adder.sum()));
        return snapshot;
    }
}

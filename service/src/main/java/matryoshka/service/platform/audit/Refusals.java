package matryoshka.service.platform.audit;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what was refused, to whom and why: a line of the audit log for each refusal, and counters. Whoever is refused learns
 * none of it. Lines are bounded, for each kind and for each client of it, so that nobody fills the disk and no client hides the refusals
 * of others; how many were left out is told. Thread-safe.
 */
public final class Refusals {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    /** For how long lines are counted. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** Of each kind. */
    static final int MAX_LINES = 50;
    /** Of each kind and client; all that are not registered together count as one. */
    static final int MAX_LINES_PER_CLIENT = 10;

    private final MetricRegistry metrics;
    private final LongSupplier nanoTime;
    private final Map<Refusal.Kind, Window> windows = new EnumMap<>(Refusal.Kind.class);

    /** What was told of one kind since a moment. */
    private static final class Window {
        private final long since;
        private final Map<String, Integer> linesOf = new HashMap<>();
        private int lines;
        private long leftOut;

        private Window(long since) {
            this.since = since;
        }

        /** Whether there is a line left for this client; takes it. */
        private boolean takeLine(String client) {
            if (lines < MAX_LINES && linesOf.merge(client, 1, Integer::sum) <= MAX_LINES_PER_CLIENT) {
                lines++;
                return true;
            }
            leftOut++;
            return false;
        }
    }

    /** @param nanoTime never goes back, as {@link System#nanoTime} does not */
    public Refusals(MetricRegistry metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            metrics.counter(name(kind));
        }
    }

    /** Counts a refusal without a line: of somebody who shows nothing at all, as scanners do. */
    public void count(Refusal refusal) {
        metrics.counter(name(refusal.kind())).inc();
        metrics.counter(name(refusal.kind()) + "." + refusal.reason()).inc();
    }

    /** Counts a refusal, and writes its line if there is room for it. */
    public void tell(Refusal refusal) {
        count(refusal);
        List<String> lines = new ArrayList<>();
        synchronized (windows) {
            endWindow(refusal.kind(), lines);
            Window window = windows.computeIfAbsent(refusal.kind(), kind -> new Window(nanoTime.getAsLong()));
            String client = refusal.clientId() == null ? "" : refusal.clientId();
            if (window.takeLine(client)) {
                lines.add(refusal.line());
            }
        }
        lines.forEach(line -> AUDIT.warn("{}", line));
    }

    /** Tells how many lines were left out, where that is not known yet. To be called now and then. */
    public void tellLeftOut() {
        List<String> lines = new ArrayList<>();
        synchronized (windows) {
            for (Refusal.Kind kind : Refusal.Kind.values()) {
                endWindow(kind, lines);
            }
        }
        lines.forEach(line -> AUDIT.warn("{}", line));
    }

    private void endWindow(Refusal.Kind kind, List<String> lines) {
        Window window = windows.get(kind);
        if (window != null && nanoTime.getAsLong() - window.since > WINDOW.toNanos()) {
            windows.remove(kind);
            if (window.leftOut > 0) {
                lines.add(kind.words() + " refused: " + window.leftOut + " more within " + WINDOW.toSeconds()
                        + " s, left out here");
            }
        }
    }

    private static String name(Refusal.Kind kind) {
        return "matryoshka.refusals." + kind.metric();
    }
}

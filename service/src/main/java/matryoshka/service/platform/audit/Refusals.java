package matryoshka.service.platform.audit;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports to operators what was refused, to whom and why: with one line for each refusal, and with counters. The refused caller
 * learns none of it. The lines are limited, for each kind and for each client of a kind, so that nobody can fill the disk and no client can
 * hide the refusals of others; the number of omitted lines is reported. Thread-safe.
 */
final class Refusals {
    /** The period over which lines are counted. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** The maximum number of lines of each kind. */
    static final int MAX_LINES = 50;
    /** The maximum for each kind and client; all unregistered clients together count as one. */
    static final int MAX_LINES_PER_CLIENT = 10;

    private final MetricRegistry metrics;
    private final LongSupplier nanoTime;
    private final Consumer<AuditLine> log;
    private final Map<Refusal.Kind, Window> windows = new EnumMap<>(Refusal.Kind.class);

    /** The lines of one kind since some moment. */
    private static final class Window {
        private final long since;
        private final Map<String, Integer> linesOf = new HashMap<>();
        private int lines;
        private long leftOut;

        private Window(long since) {
            this.since = since;
        }

        /** Takes a line for this client. Returns whether there was one left. */
        private boolean takeLine(String client) {
            if (lines < MAX_LINES && linesOf.merge(client, 1, Integer::sum) <= MAX_LINES_PER_CLIENT) {
                lines++;
                return true;
            }
            leftOut++;
            return false;
        }
    }

    /** @param nanoTime monotonic, like {@link System#nanoTime} */
    Refusals(MetricRegistry metrics, LongSupplier nanoTime, Consumer<AuditLine> log) {
        this.metrics = metrics;
        this.log = log;
        this.nanoTime = nanoTime;
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            metrics.counter(name(kind));
        }
    }

    /** Counts a refusal without a log line: of callers that present nothing at all, such as scanners. */
    void count(Refusal refusal) {
        metrics.counter(name(refusal.kind())).inc();
        metrics.counter(name(refusal.kind()) + "." + refusal.reason()).inc();
    }

    /** Counts a refusal, and logs it if the limit allows. */
    void tell(Refusal refusal) {
        count(refusal);
        List<AuditLine> lines = new ArrayList<>();
        synchronized (windows) {
            endWindow(refusal.kind(), lines);
            Window window = windows.computeIfAbsent(refusal.kind(), kind -> new Window(nanoTime.getAsLong()));
            String client = refusal.clientId() == null ? "" : refusal.clientId();
            if (window.takeLine(client)) {
                lines.add(refusal.line());
            }
        }
        lines.forEach(log);
    }

    /** Logs how many lines were omitted, unless that has been logged already. Call this regularly. */
    void tellLeftOut() {
        List<AuditLine> lines = new ArrayList<>();
        synchronized (windows) {
            for (Refusal.Kind kind : Refusal.Kind.values()) {
                endWindow(kind, lines);
            }
        }
        lines.forEach(log);
    }

    private void endWindow(Refusal.Kind kind, List<AuditLine> lines) {
        Window window = windows.get(kind);
        if (window != null && nanoTime.getAsLong() - window.since > WINDOW.toNanos()) {
            windows.remove(kind);
            if (window.leftOut > 0) {
                lines.add(AuditLine.omitted(kind.words(), window.leftOut, WINDOW.toSeconds()));
            }
        }
    }

    static String name(Refusal.Kind kind) {
        return "matryoshka.refusals." + kind.metric();
    }
}

package matryoshka.service.start;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import matryoshka.service.platform.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Limits the warnings and errors in the log: so many lines from each logger within a time. Whatever request causes a warning, from this
 * code or a library, sending it repeatedly cannot fill the disk. The audit log is exempt.
 */
public final class LineLimit extends TurboFilter {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LineLimit.class);
    private static final int MAX_LINES = 20;
    private static final Duration WHILE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    /** By logger name; there are only as many as there is code that logs. */
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    private record Count(long since, int lines) {}

    /** @param nanoTime monotonic, like {@link System#nanoTime} */
    LineLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Installs the limit, unless it is already installed. */
    public static synchronized void install() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getTurboFilterList().stream().noneMatch(LineLimit.class::isInstance)) {
            LineLimit limit = new LineLimit(System::nanoTime);
            limit.setContext(context);
            limit.start();
            context.addTurboFilter(limit);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        boolean counts = format != null // else it is only asked whether this level is logged
                && level.isGreaterOrEqual(Level.WARN)
                && level.isGreaterOrEqual(logger.getEffectiveLevel())
                && !logger.getName().startsWith(AuditLog.LOGGER)
                && !logger.getName().equals(LOG.getName());
        return counts ? decide(logger.getName()) : FilterReply.NEUTRAL;
    }

    private FilterReply decide(String logger) {
        long now = nanoTime.getAsLong();
        int lines = counts.merge(
                        logger,
                        new Count(now, 1),
                        (count, first) -> now - count.since() > WHILE.toNanos()
                                ? first
                                : new Count(count.since(), count.lines() + 1))
                .lines();
        if (lines == MAX_LINES + 1) {
            LOG.warn(
                    "Logged more than {} lines of {} within {} seconds; omitting the rest.",
                    MAX_LINES,
                    logger,
                    WHILE.toSeconds());
        }
        return lines > MAX_LINES ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}

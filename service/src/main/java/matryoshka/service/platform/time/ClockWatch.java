package matryoshka.service.platform.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches how far the machine's clock and the database's are apart, and says in the log when that is too far. */
public final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final DatabaseClock clock;
    private final Duration alarmOffset;
    private final Duration maxOffset;
    private volatile boolean alarmed;

    /**
     * A watch.
     *
     * @param alarmOffset further apart, this instance is unhealthy
     * @param maxOffset further apart, nothing that depends on time is done here
     */
    public ClockWatch(DatabaseClock clock, Duration alarmOffset, Duration maxOffset) {
        this.clock = clock;
        this.alarmOffset = alarmOffset;
        this.maxOffset = maxOffset;
    }

    /** Measures the database's time, and looks. */
    public <E extends Exception> void measure(DatabaseClock.Asking<E> database) throws E {
        clock.measure(database);
        boolean alarming = isAlarming();
        if (alarming && !alarmed) {
            LOG.warn("{} Set the clock that is wrong.", sentence());
        } else if (!alarming && alarmed) {
            LOG.info("{}", sentence());
        }
        alarmed = alarming;
    }

    /** Whether somebody should look at the clocks. */
    public boolean isAlarming() {
        return exceeds(alarmOffset);
    }

    /** Whether the clocks are so far apart that nothing should be done by either. */
    public boolean isTooFar() {
        return exceeds(maxOffset);
    }

    private boolean exceeds(Duration offset) {
        return clock.machineAhead().abs().compareTo(offset) > 0;
    }

    Duration machineAhead() {
        return clock.machineAhead();
    }

    String sentence() {
        Duration ahead = clock.machineAhead();
        return String.format(
                Locale.ROOT,
                "This machine's clock is %.1f s %s the database's.",
                ahead.abs().toMillis() / 1000.0,
                ahead.isNegative() ? "behind" : "ahead of");
    }

    /** The time by the database. */
    public Instant now() {
        return clock.instant();
    }
}

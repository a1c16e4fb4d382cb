package matryoshka.service.platform.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how far apart the machine's and the database's clocks are, and logs when they are too far apart. */
public final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final DatabaseClock clock;
    private final Duration alarmOffset;
    private final Duration maxOffset;
    private volatile boolean alarmed;

    /**
     * Creates a watch.
     *
     * @param alarmOffset beyond this offset, the instance is unhealthy
     * @param maxOffset beyond this offset, the instance does nothing that depends on time
     */
    public ClockWatch(DatabaseClock clock, Duration alarmOffset, Duration maxOffset) {
        this.clock = clock;
        this.alarmOffset = alarmOffset;
        this.maxOffset = maxOffset;
    }

    /** Measures the database's time and compares it. */
    public <E extends Exception> void measure(DatabaseClock.Asking<E> database) throws E {
        clock.measure(database);
        boolean alarming = isAlarming();
        if (alarming && !alarmed) {
            LOG.warn("{} Correct the clock that is wrong.", sentence());
        } else if (!alarming && alarmed) {
            LOG.info("{}", sentence());
        }
        alarmed = alarming;
    }

    /** Returns whether an operator should check the clocks. */
    public boolean isAlarming() {
        return exceeds(alarmOffset);
    }

    /** Returns whether the clocks are too far apart to rely on either. */
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

    /** Returns the database's time. */
    public Instant now() {
        return clock.instant();
    }
}

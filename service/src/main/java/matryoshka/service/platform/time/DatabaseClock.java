package matryoshka.service.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The database's time, the same for all instances: as last measured, and advanced from there by a clock that cannot be set. The machine's
 * own clock is used only before the first measurement, and to detect that one of the two is wrong. Thread-safe.
 */
public final class DatabaseClock extends Clock {
    private final Clock machine;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading reading;

    /** A time of the database, and the moment when it was measured. */
    private record Reading(Instant time, long nanos) {
        Instant at(long later) {
            return time.plusNanos(later - nanos);
        }
    }

    /** Queries the database for its time. */
    @FunctionalInterface
    public interface Asking<E extends Exception> {
        Instant ask() throws E;
    }

    /** @param machine the machine's clock, which can be set */
    public DatabaseClock(Clock machine) {
        this(machine, System::nanoTime);
    }

    /**
     * For tests.
     *
     * @param nanoTime monotonic; cannot be set
     */
    DatabaseClock(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
    }

    /**
     * Measures the database's time. The returned time was true at some moment between query and response. If the current reading is
     * consistent with that, it is kept, so that a slow response changes nothing.
     */
    public <E extends Exception> void measure(Asking<E> database) throws E {
        long asked = nanoTime.getAsLong();
        Instant answer = database.ask();
        long answered = nanoTime.getAsLong();
        Instant latest = answer.plusNanos(answered - asked);
        Reading known = reading;
        Instant expected = known == null ? machine.instant() : known.at(answered);
        if (expected.isBefore(answer)) {
            reading = new Reading(answer, answered);
        } else if (expected.isAfter(latest)) {
            reading = new Reading(latest, answered);
        } else {
            reading = new Reading(expected, answered);
        }
    }

    @Override
    public Instant instant() {
        Reading known = reading;
        return known == null ? machine.instant() : known.at(nanoTime.getAsLong());
    }

    /** Returns how far the machine's clock is ahead of the database's; negative if it is behind. Reflects at once that somebody set it. */
    public Duration machineAhead() {
        return Duration.between(instant(), machine.instant());
    }

    /**
     * Returns the earlier of the database's and the machine's time: what is past by this clock is past by both. Permanent removals use it,
     * so that one wrong clock removes nothing.
     */
    public Clock earlier() {
        return new Earlier();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times here have no zone.");
    }

    private final class Earlier extends Clock {
        @Override
        public Instant instant() {
            Instant database = DatabaseClock.this.instant();
            Instant own = machine.instant();
            return own.isBefore(database) ? own : database;
        }

        @Override
        public ZoneId getZone() {
            return DatabaseClock.this.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return DatabaseClock.this.withZone(zone);
        }
    }
}

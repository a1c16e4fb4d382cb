package matryoshka.service.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The database's time, the same for all instances: as it was last measured, and on from there by a clock that cannot be set. The
 * machine's own clock serves only to tell that one of the two is wrong, and before the first measurement. Thread-safe.
 */
public final class DatabaseClock extends Clock {
    private final Clock machine;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading reading;

    /** A time of the database, and when it was so. */
    private record Reading(Instant time, long nanos) {
        Instant at(long later) {
            return time.plusNanos(later - nanos);
        }
    }

    /** Asks the database for its time. */
    @FunctionalInterface
    public interface Asking<E extends Exception> {
        Instant ask() throws E;
    }

    /** @param machine the machine's clock, which somebody may set */
    public DatabaseClock(Clock machine) {
        this(machine, System::nanoTime);
    }

    /**
     * The same, for a test.
     *
     * @param nanoTime never goes back, and cannot be set
     */
    DatabaseClock(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
    }

    /**
     * Measures the database's time. Somewhere between question and answer it was what the answer says: what is known already is kept as
     * long as that is true of it, so that a slow answer changes nothing.
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

    /** How far the machine's clock is ahead of the database's; negative when it is behind. Noticed at once when somebody sets it. */
    public Duration machineAhead() {
        return Duration.between(instant(), machine.instant());
    }

    /**
     * The earlier of the database's time and the machine's: what it says is past is so by both. What is removed for good is removed by
     * this, so that one clock that is wrong removes nothing.
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

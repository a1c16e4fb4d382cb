package matryoshka.service.platform.database;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A standby that this instance reads instead of its database, the primary. It is behind, so this class knows what it has: samples of the
 * primary's position in the write-ahead log say what the primary had at a time, and the standby has that once it has replayed up to there.
 * Neither needs a clock of the standby. Thread-safe.
 */
public final class Standby {
    private static final int MAX_SAMPLES = 256;

    private final LongSupplier nanoTime;
    /** On threads that read the standby: whether what they read must be as new as what was polled. */
    private final ThreadLocal<Boolean> reading = new ThreadLocal<>();

    private final Deque<Sample> ahead = new ArrayDeque<>();
    private @Nullable Sample reached;
    private long polled;
    private long loadedAt;

    /**
     * Where the primary was.
     *
     * @param takenAt when it was asked, by {@link System#nanoTime}
     * @param time by the primary's clock
     * @param position in the write-ahead log, in bytes
     * @param database which database this is, in which cluster
     */
    public record Sample(long takenAt, Instant time, long position, String database) {}

    public Standby() {
        this(System::nanoTime);
    }

    /** @param nanoTime a monotonic clock */
    Standby(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.loadedAt = nanoTime.getAsLong();
    }

    /** Begins to read another standby, which may be further behind than the one before. */
    public synchronized void opened() {
        Sample before = reached;
        if (before != null && before.takenAt() - loadedAt > 0) {
            loadedAt = before.takenAt();
        }
        reached = null;
    }

    /** Notes where the primary was. */
    public synchronized void sampled(Sample sample) {
        // After a failover without synchronous replication, the new primary lacks the end of what the old one had.
        ahead.removeIf(earlier -> earlier.position() > sample.position());
        if (ahead.size() >= MAX_SAMPLES) {
            thinOut();
        }
        ahead.add(sample);
    }

    /**
     * Notes what the standby has.
     *
     * @param position up to which it has replayed the write-ahead log
     * @throws IllegalStateException if it is no standby of the primary
     */
    public synchronized void replayed(long position, String database) {
        Sample sample = ahead.peek();
        if (sample != null && !sample.database().equals(database)) {
            throw new IllegalStateException(
                    "database.follow (DATABASE_FOLLOW_URL) leads to another database than database.url"
                            + " (DATABASE_URL), not to a standby of it");
        }
        polled = position;
        while (sample != null && sample.position() <= position) {
            reached = ahead.remove();
            sample = ahead.peek();
        }
    }

    /** Returns the time, by the primary's clock, before which the standby has everything; empty if that is not known yet. */
    public synchronized Optional<Instant> completeUntil() {
        return Optional.ofNullable(reached).map(Sample::time);
    }

    /**
     * Reads the standby: until this returns, the calling thread gets connections to it.
     *
     * @return false if it has not caught up yet with what this instance has already loaded
     */
    public boolean read(Runnable load) {
        if (!hasWhatWasLoaded()) {
            return false;
        }
        reading.set(true);
        try {
            load.run();
            return true;
        } catch (BehindException overtaken) {
            return false;
        } finally {
            reading.remove();
        }
    }

    /** Reads the standby, however far it is behind. */
    public <T> T readAnyway(Supplier<T> load) {
        reading.set(false);
        try {
            return load.get();
        } finally {
            reading.remove();
        }
    }

    /** Returns whether the calling thread reads the standby. */
    boolean isRead() {
        return reading.get() != null;
    }

    /** Returns whether the calling thread reads the standby, and needs all that it had when it was polled last. */
    boolean isReadUpToPosition() {
        return Boolean.TRUE.equals(reading.get());
    }

    /**
     * Checks a connection on which the standby is read. Other standbys behind the same address may not yet have a change that was noticed on
     * the one that was polled; read there, it would be missed until the next change.
     *
     * @param position up to which the connection's standby has replayed the write-ahead log
     */
    synchronized void check(long position) {
        if (position < polled) {
            throw new BehindException();
        }
    }

    /**
     * Returns the same load of a whole state, guarded: what was loaded from the primary, perhaps after a change made here, is not replaced
     * by what a standby had before. Loads of one state must exclude each other.
     */
    public <T> Supplier<T> guarded(Supplier<T> load) {
        return () -> {
            if (!isRead()) {
                loading();
            } else if (!hasWhatWasLoaded()) {
                throw new BehindException();
            }
            return load.get();
        };
    }

    private synchronized void loading() {
        loadedAt = nanoTime.getAsLong();
    }

    private synchronized boolean hasWhatWasLoaded() {
        return reached != null && reached.takenAt() - loadedAt > 0;
    }

    /** Keeps every other sample. A standby that is far behind reaches them one after the other. */
    private void thinOut() {
        boolean keep = true;
        for (var samples = ahead.iterator(); samples.hasNext(); keep = !keep) {
            samples.next();
            if (!keep) {
                samples.remove();
            }
        }
    }

    private static final class BehindException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}

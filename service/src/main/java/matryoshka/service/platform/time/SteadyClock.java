package matryoshka.service.platform.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Measures only how much time has passed in this process: starts anywhere, advances evenly, and cannot be set. */
public final class SteadyClock extends Clock {
    private final long begin = System.nanoTime();

    @Override
    public Instant instant() {
        // Far from the limits of Instant.
        return Instant.EPOCH.plusSeconds(Integer.MAX_VALUE).plusNanos(System.nanoTime() - begin);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times here have no zone.");
    }
}

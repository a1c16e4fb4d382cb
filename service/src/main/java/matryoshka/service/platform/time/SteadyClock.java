package matryoshka.service.platform.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Only for how much time has passed in this process: begins anywhere, goes on evenly, and cannot be set. */
public final class SteadyClock extends Clock {
    private final long begin = System.nanoTime();

    @Override
    public Instant instant() {
        // Far from the end that times before it would have to reach beyond.
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

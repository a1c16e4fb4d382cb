package matryoshka.service.keys;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/** Changes the signing keys when it is time to. Uses the database only then. */
public final class RotateWhenDue implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SigningKeys keys;
    private final Supplier<KeyRing> current;
    private final KeySchedule schedule;
    private final DatabaseClock clock;
    private final Worker worker;

    /** @param current the keys that this instance uses */
    public RotateWhenDue(
            SigningKeys keys, Supplier<KeyRing> current, KeySchedule schedule, DatabaseClock clock, Workers workers) {
        this.keys = keys;
        this.current = current;
        this.schedule = schedule;
        this.clock = clock;
        this.worker = workers.worker("rotate-keys", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.every(INTERVAL, this::advance);
    }

    private void advance() {
        List<KeyLife> lives = current.get().lives();
        Instant now = clock.instant();
        // So that no wrong clock removes a key.
        Instant removable = clock.earlier().instant();
        if (schedule.isDue(lives, now) || schedule.hasExpired(lives, removable)) {
            keys.advance(now, removable);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

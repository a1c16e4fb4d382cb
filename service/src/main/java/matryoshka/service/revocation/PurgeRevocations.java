package matryoshka.service.revocation;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.Instant;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/** Regularly removes revocations that no longer affect a live token, here and in the database. */
public final class PurgeRevocations implements Managed {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration MAX_SILENCE = INTERVAL.multipliedBy(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How far clocks may differ: for some instance the token may still be live. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final RevocationStore kept;
    private final RevocationCache revocations;
    private final DatabaseClock clock;
    private final Worker worker;

    public PurgeRevocations(RevocationStore kept, RevocationCache revocations, DatabaseClock clock, Workers workers) {
        this.kept = kept;
        this.revocations = revocations;
        this.clock = clock;
        this.worker = workers.worker("purge-revocations", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.every(INTERVAL, this::purge);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }

    /** What cannot be removed now is removed by the next call. */
    void purge() {
        Instant past = clock.earlier().instant().minus(SKEW);
        revocations.forget(past);
        kept.purge(past);
    }
}

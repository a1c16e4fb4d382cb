package matryoshka.service.clients.replay;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/** Regularly purges used ids. */
public final class PurgeUsedIds implements Managed {
    private static final int MAX_ROUNDS_MISSED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final UsedIds usedIds;
    private final DatabaseClock clock;
    private final Duration interval;
    private final Worker worker;

    public PurgeUsedIds(UsedIds usedIds, DatabaseClock clock, Duration interval, Workers workers) {
        this.usedIds = usedIds;
        this.clock = clock;
        this.interval = interval;
        this.worker = workers.worker("purge-used-ids", interval.multipliedBy(MAX_ROUNDS_MISSED));
    }

    @Override
    public void start() {
        worker.every(interval, () -> usedIds.purge(clock.earlier().instant()));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

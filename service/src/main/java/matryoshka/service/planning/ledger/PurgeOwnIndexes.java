package matryoshka.service.planning.ledger;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/** Regularly gives back own places in status lists, once nobody can have a token or a list that refers to them. */
public final class PurgeOwnIndexes implements Managed {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration MAX_SILENCE = INTERVAL.multipliedBy(6);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OwnIndexes indexes;
    private final DatabaseClock clock;
    private final Duration listLife;
    private final Worker worker;

    /** @param listLife how long a status list can be in use after it was served */
    public PurgeOwnIndexes(OwnIndexes indexes, DatabaseClock clock, Duration listLife, Workers workers) {
        this.indexes = indexes;
        this.clock = clock;
        this.listLife = listLife;
        this.worker = workers.worker("purge-own-indexes", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.every(INTERVAL, () -> indexes.purge(clock.earlier().instant().minus(listLife)));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

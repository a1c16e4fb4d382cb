package matryoshka.service.tokens.split;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/** Regularly removes the kept parts of expired split tokens. */
public final class PurgeSplitTokens implements Managed {
    private static final int MAX_ROUNDS_MISSED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final SplitTokens splitTokens;
    private final DatabaseClock clock;
    private final Worker worker;

    public PurgeSplitTokens(SplitTokens splitTokens, DatabaseClock clock, Workers workers) {
        this.splitTokens = splitTokens;
        this.clock = clock;
        this.worker = workers.worker("purge-split-tokens", INTERVAL.multipliedBy(MAX_ROUNDS_MISSED));
    }

    @Override
    public void start() {
        worker.every(INTERVAL, () -> splitTokens.purge(clock.earlier().instant()));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

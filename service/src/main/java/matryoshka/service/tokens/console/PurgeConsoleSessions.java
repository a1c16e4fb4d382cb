package matryoshka.service.tokens.console;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/** Regularly removes sessions of the console that have ended. */
public final class PurgeConsoleSessions implements Managed {
    private static final int MAX_ROUNDS_MISSED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final ConsoleSessions sessions;
    private final DatabaseClock clock;
    private final Worker worker;

    public PurgeConsoleSessions(ConsoleSessions sessions, DatabaseClock clock, Workers workers) {
        this.sessions = sessions;
        this.clock = clock;
        this.worker = workers.worker("purge-console-sessions", INTERVAL.multipliedBy(MAX_ROUNDS_MISSED));
    }

    @Override
    public void start() {
        worker.every(INTERVAL, () -> sessions.purge(clock.earlier().instant()));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

package matryoshka.service.revocation;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;

/**
 * Settles revocations of single tokens a while after they were made: most end with their token. Not at once, since an instance that does
 * not know of one yet may still exchange the token along a dependency that was published in the meantime.
 */
public final class SettleRevocations implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration MAX_SILENCE = INTERVAL.multipliedBy(6);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long an exchange may take. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final RevocationStore kept;
    private final ExtendedGraphs graphs;
    private final Duration untilHeard;
    private final DatabaseClock clock;
    private final Worker worker;

    /** @param maxDisconnected how long an instance keeps exchanging tokens after it last received revocations */
    public SettleRevocations(
            RevocationStore kept,
            ExtendedGraphs graphs,
            Duration maxDisconnected,
            DatabaseClock clock,
            Workers workers) {
        this.kept = kept;
        this.graphs = graphs;
        this.untilHeard = maxDisconnected.plus(UNDER_WAY);
        this.clock = clock;
        this.worker = workers.worker("settle-revocations", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.every(INTERVAL, this::settle);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }

    /** Settles revocations that are old enough. Returns how many. */
    int settle() {
        return kept.settle(clock.earlier().instant().minus(untilHeard), graphs::since);
    }
}

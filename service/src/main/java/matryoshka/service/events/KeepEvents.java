package matryoshka.service.events;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.background.Worker;
import matryoshka.service.background.Workers;
import matryoshka.service.snapshot.Snapshots;

/** Has every version taken down as soon as this instance knows it, and looks for late-comers now and then. */
public final class KeepEvents implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Judging every plan in a new version takes its time. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final TakeDownStaleness takeDownStaleness;
    private final Worker worker;
    /** The version that the round under way is about. */
    private long version;

    public KeepEvents(Snapshots snapshots, TakeDownStaleness takeDownStaleness, Workers workers) {
        this.snapshots = snapshots;
        this.takeDownStaleness = takeDownStaleness;
        this.worker = workers.worker("take-down-staleness", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.start(
                () -> {
                    version = snapshots.current().version();
                    takeDownStaleness.takeDown();
                },
                failed -> snapshots.awaitGraph(version + 1, INTERVAL));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

package matryoshka.service.staleness.events;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.snapshot.Snapshots;

/** A background worker that records each graph version as soon as this instance knows it, and regularly looks for late entries. */
public final class StalenessRecorder implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** How long to wait while another instance is recording. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Evaluating many plans for a new version can take this long. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final RecordStaleness recordStaleness;
    private final Worker worker;
    /** The version that the current round records. */
    private long version;

    private boolean done;

    public StalenessRecorder(Snapshots snapshots, RecordStaleness recordStaleness, Workers workers) {
        this.snapshots = snapshots;
        this.recordStaleness = recordStaleness;
        this.worker = workers.worker("record-staleness", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.start(
                () -> {
                    version = snapshots.current().version();
                    done = recordStaleness.record(worker::succeeded);
                },
                failed -> snapshots.awaitGraph(version + 1, failed || done ? INTERVAL : RETRY));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}

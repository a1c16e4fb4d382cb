package matryoshka.service.events;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.background.Worker;
import matryoshka.service.snapshot.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has every version taken down as soon as this instance knows it, and looks for late-comers now and then. */
public final class KeepEvents implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(KeepEvents.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final TakeDownStaleness takeDownStaleness;
    private final Worker worker = new Worker("take-down-staleness");

    public KeepEvents(Snapshots snapshots, TakeDownStaleness takeDownStaleness) {
        this.snapshots = snapshots;
        this.takeDownStaleness = takeDownStaleness;
    }

    @Override
    public void start() {
        worker.start(this::run);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }

    private void run() {
        boolean failing = false;
        while (!worker.isStopped()) {
            long version = snapshots.current().version();
            failing = !takeDown(version, failing);
            try {
                snapshots.awaitGraph(version + 1, INTERVAL);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private boolean takeDown(long version, boolean failing) {
        try {
            takeDownStaleness.takeDown();
            return true;
        } catch (RuntimeException unavailable) {
            if (!failing && !worker.isStopped()) {
                LOG.warn(
                        "What version {} did to tokens is taken down later: {}",
                        version,
                        unavailable.getClass().getSimpleName());
            }
            return false;
        }
    }
}

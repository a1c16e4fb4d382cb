package matryoshka.service.replay;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets used ids now and then. */
public final class PurgeUsedIds implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeUsedIds.class);

    private final UsedIds usedIds;
    private final Duration interval;
    private final ScheduledExecutorService executor;

    public PurgeUsedIds(UsedIds usedIds, Duration interval) {
        this.usedIds = usedIds;
        this.interval = interval;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "purge-used-ids");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start() {
        // Its result is never asked for: purge() throws nothing, and goes on until it is stopped.
        var unused = executor.scheduleWithFixedDelay(
                this::purge, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        executor.shutdown();
    }

    private void purge() {
        try {
            usedIds.purge();
        } catch (RuntimeException failed) {
            // Nothing is wrong with keeping them: the next time will do.
            LOG.warn("used ids could not be purged: {}", failed.getClass().getSimpleName());
        }
    }
}

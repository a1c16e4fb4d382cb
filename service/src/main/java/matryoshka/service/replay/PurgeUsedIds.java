package matryoshka.service.replay;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.background.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets used ids now and then. */
public final class PurgeUsedIds implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeUsedIds.class);

    private final UsedIds usedIds;
    private final Duration interval;
    private final Rounds rounds = new Rounds("purge-used-ids");

    public PurgeUsedIds(UsedIds usedIds, Duration interval) {
        this.usedIds = usedIds;
        this.interval = interval;
    }

    @Override
    public void start() {
        rounds.every(interval, this::purge);
    }

    @Override
    public void stop() throws InterruptedException {
        rounds.finish(Duration.ZERO);
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

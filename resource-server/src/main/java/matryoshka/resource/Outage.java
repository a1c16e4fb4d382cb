package matryoshka.resource;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log once when something can no longer be fetched, and once when it can again; and says when to try the next time. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger("matryoshka.resource.issuer");
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    private final String subject;
    private int failures;

    /** @param subject what is fetched, and from where */
    Outage(String subject) {
        this.subject = subject;
    }

    synchronized void failed(String reason) {
        if (failures++ == 0) {
            LOG.warn("Cannot fetch {}: {}. What was known before is used.", subject, reason);
        }
    }

    synchronized void ended() {
        if (failures > 0) {
            LOG.info("Fetched {} again.", subject);
        }
        failures = 0;
    }

    synchronized boolean isOver() {
        return failures == 0;
    }

    /** Returns the time to wait after a failure: doubling, up to half a minute. */
    synchronized Duration pause() {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}

package matryoshka.service.ledger;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import matryoshka.service.background.Worker;
import matryoshka.service.background.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flushes the ledger now and then, and once more at the end; retires plans every minute. */
public final class KeepLedger implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(KeepLedger.class);
    private static final Duration BETWEEN_RETIREMENTS = Duration.ofMinutes(1);
    private static final int MAX_ROUNDS_MISSED = 6;

    private final PlanLedger ledger;
    private final Clock clock;
    private final Duration interval;
    private final Duration safety;
    private final Worker flushing;
    private final Worker retiring;

    /**
     * @param interval between two flushes
     * @param safety how long after its last token's expiry a plan is safe to forget
     */
    public KeepLedger(PlanLedger ledger, Clock clock, Duration interval, Duration safety, Workers workers) {
        this.ledger = ledger;
        this.clock = clock;
        this.interval = interval;
        this.safety = safety;
        this.flushing = workers.worker("flush-plans", interval.multipliedBy(MAX_ROUNDS_MISSED));
        this.retiring = workers.worker("retire-plans", BETWEEN_RETIREMENTS.multipliedBy(MAX_ROUNDS_MISSED));
    }

    @Override
    public void start() {
        flushing.every(interval, () -> ledger.flush(clock.instant()));
        retiring.every(BETWEEN_RETIREMENTS, () -> ledger.retire(clock.instant(), safety));
    }

    @Override
    public void stop() throws InterruptedException {
        retiring.stop(interval);
        flushing.finish(interval);
        try {
            ledger.flush(clock.instant());
        } catch (RuntimeException unavailable) {
            // What is lost by that is within the margin that the ledger writes ahead.
            LOG.warn(
                    "The last uses of plans could not be written: {}",
                    unavailable.getClass().getSimpleName());
        }
    }
}

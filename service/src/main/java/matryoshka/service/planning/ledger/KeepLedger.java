package matryoshka.service.planning.ledger;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Regularly flushes the ledger, and once more at the end; regularly retires plans. A plan whose time is over by only one of the clocks
 * stays.
 */
public final class KeepLedger implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(KeepLedger.class);
    /** One minute if the ledger is flushed every five seconds. */
    private static final int FLUSHES_TO_RETIREMENT = 12;

    private static final int MAX_ROUNDS_MISSED = 6;

    private final PlanLedger ledger;
    private final DatabaseClock clock;
    private final Duration interval;
    private final Duration safety;
    private final Duration betweenRetirements;
    private final Worker flushing;
    private final Worker retiring;

    /**
     * @param interval between two flushes
     * @param safety how long after its last token's expiry a plan can safely be forgotten
     */
    public KeepLedger(PlanLedger ledger, DatabaseClock clock, Duration interval, Duration safety, Workers workers) {
        this.ledger = ledger;
        this.clock = clock;
        this.interval = interval;
        this.safety = safety;
        this.betweenRetirements = interval.multipliedBy(FLUSHES_TO_RETIREMENT);
        this.flushing = workers.worker("flush-plans", interval.multipliedBy(MAX_ROUNDS_MISSED));
        this.retiring = workers.worker("retire-plans", betweenRetirements.multipliedBy(MAX_ROUNDS_MISSED));
    }

    @Override
    public void start() {
        flushing.every(interval, ledger::flush);
        retiring.every(betweenRetirements, () -> ledger.retire(clock.earlier().instant(), safety));
    }

    @Override
    public void stop() throws InterruptedException {
        retiring.stop(interval);
        flushing.finish(interval);
        try {
            ledger.flush();
        } catch (RuntimeException unavailable) {
            // The margin that the ledger writes ahead covers what is lost here.
            LOG.warn(
                    "Could not write the last uses of plans: {}",
                    unavailable.getClass().getSimpleName());
        }
    }
}

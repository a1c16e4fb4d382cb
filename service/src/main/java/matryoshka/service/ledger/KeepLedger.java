package matryoshka.service.ledger;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import matryoshka.service.background.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flushes the ledger now and then, and once more at the end; retires plans every minute. */
public final class KeepLedger implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(KeepLedger.class);
    private static final Duration BETWEEN_RETIREMENTS = Duration.ofMinutes(1);

    private final PlanLedger ledger;
    private final Clock clock;
    private final Duration interval;
    private final Duration safety;
    private final Rounds rounds = new Rounds("keep-plan-ledger");

    /**
     * @param interval between two flushes
     * @param safety how long after its last token's expiry a plan is safe to forget
     */
    public KeepLedger(PlanLedger ledger, Clock clock, Duration interval, Duration safety) {
        this.ledger = ledger;
        this.clock = clock;
        this.interval = interval;
        this.safety = safety;
    }

    @Override
    public void start() {
        rounds.every(interval, () -> ledger.flush(clock.instant()));
        rounds.every(BETWEEN_RETIREMENTS, this::retire);
    }

    private void retire() {
        try {
            ledger.retire(clock.instant(), safety);
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Plans without living tokens are forgotten later: {}",
                    unavailable.getClass().getSimpleName());
        }
    }

    @Override
    public void stop() throws InterruptedException {
        rounds.finish(interval);
        ledger.flush(clock.instant());
    }
}

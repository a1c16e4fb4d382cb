package matryoshka.service.ledger;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Flushes the ledger now and then, and once more at the end. */
public final class FlushLedger implements Managed {
    private final PlanLedger ledger;
    private final Clock clock;
    private final Duration interval;
    private final ScheduledExecutorService executor;

    public FlushLedger(PlanLedger ledger, Clock clock, Duration interval) {
        this.ledger = ledger;
        this.clock = clock;
        this.interval = interval;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "flush-plan-ledger");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start() {
        // Its result is never asked for: flush() throws nothing, and goes on until it is stopped.
        var unused = executor.scheduleWithFixedDelay(
                () -> ledger.flush(clock.instant()), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(interval.toMillis(), TimeUnit.MILLISECONDS);
        ledger.flush(clock.instant());
    }
}

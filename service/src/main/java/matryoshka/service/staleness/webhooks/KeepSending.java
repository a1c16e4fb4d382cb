package matryoshka.service.staleness.webhooks;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import matryoshka.service.platform.background.Daemons;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;

/** Sends due deliveries: whenever an event was recorded, whenever a delivery was settled, and every second to retry failed ones. */
public final class KeepSending implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SETTLERS = 2;

    private final SendDeliveries sendDeliveries;
    private final Semaphore calls = new Semaphore(0);
    private final ExecutorService settling = Executors.newFixedThreadPool(SETTLERS, Daemons.named("settle-events"));
    private final Worker worker;

    public KeepSending(SendDeliveries sendDeliveries, Workers workers) {
        this.sendDeliveries = sendDeliveries;
        this.worker = workers.worker("send-events", MAX_SILENCE);
    }

    /** Wakes the worker: there may be something to send. */
    public void call() {
        calls.release();
    }

    @Override
    public void start() {
        worker.start(() -> sendDeliveries.send(settling, this::call), this::await);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
        settling.shutdown();
        settling.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A call wakes the worker at once, unless the last round failed and another one would be useless. */
    private void await(boolean failed) throws InterruptedException {
        if (failed) {
            worker.rest(INTERVAL);
        } else {
            calls.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
        calls.drainPermits();
    }
}

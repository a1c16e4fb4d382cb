package matryoshka.service.webhooks;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import matryoshka.service.background.Daemons;
import matryoshka.service.background.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due: when something was taken down, when something has been settled, and every second, for what failed before. */
public final class KeepSending implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(KeepSending.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SETTLERS = 2;

    private final SendDeliveries sendDeliveries;
    private final Semaphore calls = new Semaphore(0);
    private final ExecutorService settling = Executors.newFixedThreadPool(SETTLERS, Daemons.named("settle-events"));
    private final Worker worker = new Worker("send-events");

    public KeepSending(SendDeliveries sendDeliveries) {
        this.sendDeliveries = sendDeliveries;
    }

    /** There may be something to send. */
    public void call() {
        calls.release();
    }

    @Override
    public void start() {
        worker.start(this::run);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
        settling.shutdown();
        settling.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        boolean failing = false;
        while (!worker.isStopped()) {
            failing = !send(failing);
            try {
                // A call wakes at once, unless calling is of no use.
                if (failing) {
                    Thread.sleep(INTERVAL.toMillis());
                } else {
                    calls.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                }
                calls.drainPermits();
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private boolean send(boolean failing) {
        try {
            sendDeliveries.send(settling, this::call);
            return true;
        } catch (RuntimeException unavailable) {
            if (!failing && !worker.isStopped()) {
                LOG.warn("Events are sent later: {}", unavailable.getClass().getSimpleName());
            }
            return false;
        }
    }
}

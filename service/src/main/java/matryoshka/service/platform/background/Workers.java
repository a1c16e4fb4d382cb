package matryoshka.service.platform.background;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * All workers of an issuer. Everything that runs in the background is created here, so that health checks and metrics know it. Thread-safe.
 */
public final class Workers implements MetricSet {
    private final List<Worker> all = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final Function<String, ThreadFactory> threads;

    public Workers() {
        this(System::nanoTime, Daemons::named);
    }

    /**
     * For tests.
     *
     * @param nanoTime a monotonic clock
     * @param threads creates threads with a name
     */
    Workers(LongSupplier nanoTime, Function<String, ThreadFactory> threads) {
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /**
     * Creates a worker.
     *
     * @param name of its thread, also used in metrics and health checks
     * @param maxSilence how long it may go without a successful round
     */
    public Worker worker(String name, Duration maxSilence) {
        Worker worker = new Worker(name, maxSilence, nanoTime, threads.apply(name));
        all.add(worker);
        return worker;
    }

    /** Returns the current state of each worker. */
    public List<WorkerState> states() {
        return all.stream().map(Worker::state).toList();
    }

    /** For each worker created so far: {@code <name>.failures}, {@code .restarts} and {@code .seconds_since_success}. */
    @Override
    public Map<String, Metric> getMetrics() {
        Map<String, Metric> metrics = new TreeMap<>();
        for (Worker worker : all) {
            metrics.put(worker.name() + ".failures", gauge(worker, WorkerState::failures));
            metrics.put(worker.name() + ".restarts", gauge(worker, WorkerState::restarts));
            metrics.put(
                    worker.name() + ".seconds_since_success",
                    gauge(worker, state -> state.sinceSuccess().toMillis() / 1000.0));
        }
        return metrics;
    }

    private static <T> Gauge<T> gauge(Worker worker, Function<WorkerState, T> value) {
        return () -> value.apply(worker.state());
    }
}

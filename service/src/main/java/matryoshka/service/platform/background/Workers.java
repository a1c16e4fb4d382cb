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

/** Every worker of an issuer. Whatever runs by itself is made here, so that health and metrics know it. Thread-safe. */
public final class Workers implements MetricSet {
    private final List<Worker> all = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final Function<String, ThreadFactory> threads;

    public Workers() {
        this(System::nanoTime, Daemons::named);
    }

    /**
     * The same, for a test.
     *
     * @param nanoTime never goes back
     * @param threads makes threads of a name
     */
    Workers(LongSupplier nanoTime, Function<String, ThreadFactory> threads) {
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /**
     * Makes one more.
     *
     * @param name of its thread; in metrics and health, too
     * @param maxSilence how long it may go without a round that succeeds
     */
    public Worker worker(String name, Duration maxSilence) {
        Worker worker = new Worker(name, maxSilence, nanoTime, threads.apply(name));
        all.add(worker);
        return worker;
    }

    /** How each is now. */
    public List<WorkerState> states() {
        return all.stream().map(Worker::state).toList();
    }

    /** Of those that there are by now: {@code <name>.failures}, {@code .restarts} and {@code .seconds_since_success}. */
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

package matryoshka.benchmarks.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long many requests took. Thread-safe. */
final class Latencies {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    /** A task for each of many items. */
    @FunctionalInterface
    interface Work<T> {
        void of(T one) throws Exception;
    }

    void add(long taken) {
        nanos.add(taken);
    }

    /** Runs a task for all items, so many at a time. */
    static <T> void each(int threads, List<T> all, Work<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (T one : all) {
                running.add(executor.submit(() -> {
                    work.of(one);
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    void print(String what) {
        double[] sorted =
                nanos.stream().mapToDouble(taken -> taken / 1e6).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | p50 %.2f, p99 %.2f ms | %.2f–%.2f | %d |%n",
                what,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }
}

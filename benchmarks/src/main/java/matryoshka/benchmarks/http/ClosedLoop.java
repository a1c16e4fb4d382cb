package matryoshka.benchmarks.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A number of connections, each of which repeats a request as soon as it is answered. */
public record ClosedLoop(Opening opening, int connections) {

    /** Opens one of the connections. */
    public interface Opening {
        Repeated open() throws IOException;
    }

    /** What one connection repeats. */
    public interface Repeated extends AutoCloseable {
        /** Sends the request and waits for its answer. Fails at any other answer than the expected one. */
        void once() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The result of one round; latencies in microseconds. */
    public record Round(int requests, double perSecond, double p50, double p99) {}

    /** Runs for a time; fails at the first answer that is not as expected. */
    public Round run(Duration time) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long deadline = start + time.toNanos();
            Callable<long[]> connection = () -> connection(deadline);
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(connection));
            }
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> one : running) {
                latencies.add(one.get());
            }
            return round(latencies, System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] connection(long deadline) throws IOException {
        try (Repeated requests = opening.open()) {
            long[] nanos = new long[1024];
            int count = 0;
            long before = System.nanoTime();
            while (before < deadline) {
                requests.once();
                long after = System.nanoTime();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = after - before;
                before = after;
            }
            return Arrays.copyOf(nanos, count);
        }
    }

    private static Round round(List<long[]> latencies, long nanos) {
        long[] sorted =
                latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Round(
                sorted.length,
                sorted.length / (nanos / 1e9),
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.99)] / 1e3);
    }
}

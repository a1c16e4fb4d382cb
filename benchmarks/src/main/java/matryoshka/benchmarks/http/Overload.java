package matryoshka.benchmarks.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.Tree;

/**
 * Asks for more tokens than the issuer can mint: measures its capacity over 16 connections, then sends half of that and three times that,
 * at fixed times whatever becomes of the requests before. Does so with the limits of {@code config.yml} and without any, by turns. Run it
 * from the root of the sources.
 */
public final class Overload {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final int ROUNDS = 3;
    /** Enough for three times the capacity even when each answer takes a tenth of a second. */
    private static final int CONNECTIONS = 512;

    private static final List<String> NO_LIMITS = List.of("-Ddw.overload.running=100000");

    private final String name;
    private final ServerProcess server;
    private final byte[] request;
    private final ClosedLoop saturating;

    private Overload(String name, ServerProcess server) throws IOException, InterruptedException {
        this.name = name;
        this.server = server;
        AdminClient admin = server.admin();
        for (String graph :
                new TreeSet<>(Stream.of(Tree.values()).map(Tree::graph).toList())) {
            admin.send("PATCH", "/graph", "application/merge-patch+yaml", Samples.yaml(graph));
        }
        String credentials = admin.register("bench", List.of(Tree.FOUR.scope()));
        String form = "grant_type=client_credentials&scope=" + Tree.FOUR.scope().replace(":", "%3A");
        this.request = HttpConnection.form("/oauth2/token", credentials, form);
        this.saturating = new ClosedLoop(() -> TokenRequests.to(server.port(), credentials, form), 16);
    }

    /** What became of the requests of one round; latencies in microseconds, of answers with a token. */
    private record Outcome(double sent, double answered, double refused, double p50, double p99) {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        try (ServerProcess limited = ServerProcess.start(
                        home, List.of(), Files.createTempDirectory("matryoshka-limited"), Map.of());
                ServerProcess unlimited = ServerProcess.start(
                        home, NO_LIMITS, Files.createTempDirectory("matryoshka-unlimited"), Map.of())) {
            List<Overload> both = List.of(new Overload("with limits", limited), new Overload("without", unlimited));
            for (Overload one : both) {
                one.saturating.run(WARM_UP);
            }
            System.out.println("| issuer | capacity/s | sent/s | tokens/s | refused/s | p50 µs | p99 µs |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (int round = 0; round < ROUNDS; round++) {
                for (Overload one : both) {
                    double capacity = one.saturating.run(ROUND).perSecond();
                    one.print(capacity, one.send(capacity / 2));
                    one.print(capacity, one.send(capacity * 3));
                }
            }
        }
    }

    private void print(double capacity, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                capacity,
                outcome.sent(),
                outcome.answered(),
                outcome.refused(),
                outcome.p50(),
                outcome.p99());
    }

    /** Sends so many requests per second. Each connection takes the next that is due; latencies count from when it is sent. */
    private Outcome send(double perSecond) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        AtomicLong next = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        Callable<long[]> connection = () -> connection(start, interval, next, refused);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(threads.submit(connection));
            }
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> one : running) {
                latencies.add(one.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] sorted =
                    latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Outcome(
                    (sorted.length + refused.get()) / seconds,
                    sorted.length / seconds,
                    refused.get() / seconds,
                    sorted[sorted.length / 2] / 1e3,
                    sorted[(int) (sorted.length * 0.99)] / 1e3);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] connection(long start, long interval, AtomicLong next, AtomicLong refused)
            throws IOException, InterruptedException {
        List<Long> latencies = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            long end = start + ROUND.toNanos();
            for (long due = start + interval * next.getAndIncrement();
                    due < end && System.nanoTime() < end;
                    due = start + interval * next.getAndIncrement()) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                long before = System.nanoTime();
                int status = connection.send(request).status();
                if (status == 200) {
                    latencies.add(System.nanoTime() - before);
                } else if (status == 503) {
                    refused.incrementAndGet();
                } else {
                    throw new IOException("answered " + status);
                }
            }
        }
        return latencies.stream().mapToLong(Long::longValue).toArray();
    }
}

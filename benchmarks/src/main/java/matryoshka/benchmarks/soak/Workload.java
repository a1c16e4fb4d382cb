package matryoshka.benchmarks.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import matryoshka.benchmarks.Tree;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * The load of good clients: so many requests a second at fixed times, whatever the earlier results. Latency counts from the
 * time a request was due, so a server that stalls is charged for every request it kept waiting.
 */
final class Workload {
    private static final int CONNECTIONS = 8;
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final int port;
    private final int perSecond;
    private final AdminClient admin;
    private final String client;
    private final String orders;

    private Workload(int port, int perSecond, AdminClient admin, String client, String orders) {
        this.port = port;
        this.perSecond = perSecond;
        this.admin = admin;
        this.client = client;
        this.orders = orders;
    }

    static Workload prepare(int port, AdminClient admin, int perSecond) throws IOException, InterruptedException {
        String client = admin.register("good", List.of(Tree.ONE.scope(), Tree.FOUR.scope(), Tree.SIX.scope()));
        return new Workload(port, perSecond, admin, client, admin.register("orders", List.of()));
    }

    /** The results: sorted latencies in microseconds, and the number of each unexpected answer. */
    @SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of them, and nobody compares results
    record Result(long[] micros, Map<String, Integer> errors) {
        double percentile(double share) {
            return micros[(int) Math.min(micros.length - 1, Math.round(micros.length * share))];
        }
    }

    Result run(Duration time) throws InterruptedException, ExecutionException, IOException {
        List<byte[]> requests = requests();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long start = System.nanoTime();
            int count = Math.toIntExact(time.toSeconds() * perSecond);
            List<Future<Result>> running = new ArrayList<>();
            for (int first = 0; first < CONNECTIONS; first++) {
                int mine = first;
                Callable<Result> connection = () -> connection(requests, start, mine, count);
                running.add(threads.submit(connection));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> one : running) {
                results.add(one.get());
            }
            return together(results);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Of ten requests, four are for single tokens, two for trees, two exchanges, one an introspection, one for the keys. Renewed before tokens expire. */
    private List<byte[]> requests() throws IOException, InterruptedException {
        byte[] one = token(Tree.ONE);
        String subject = admin.issue(client, Tree.SIX.scope());
        byte[] exchange = HttpConnection.form(
                "/oauth2/token",
                orders,
                "grant_type=" + EXCHANGE
                        + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&audience=bank&subject_token="
                        + subject);
        byte[] introspect = HttpConnection.form("/oauth2/introspect", orders, "token=" + subject);
        byte[] keys = HttpConnection.request("GET", "/oauth2/jwks", Map.of(), "");
        return List.of(one, token(Tree.FOUR), exchange, one, introspect, one, token(Tree.SIX), exchange, one, keys);
    }

    private byte[] token(Tree tree) {
        return HttpConnection.form(
                "/oauth2/token",
                client,
                "grant_type=client_credentials&scope=" + tree.scope().replace(":", "%3A"));
    }

    private Result connection(List<byte[]> first, long start, int mine, int count)
            throws IOException, InterruptedException {
        long renewEvery = Duration.ofMinutes(2).toNanos();
        List<byte[]> requests = first;
        long renewed = start;
        long[] micros = new long[count / CONNECTIONS + 1];
        Map<String, Integer> errors = new TreeMap<>();
        int done = 0;
        HttpConnection connection = HttpConnection.to(port);
        try {
            for (int index = mine; index < count; index += CONNECTIONS) {
                long due = start + index * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                if (due - renewed > renewEvery) {
                    requests = requests();
                    renewed = due;
                }
                String failure = failure(connection, requests.get(index % requests.size()));
                micros[done++] = (System.nanoTime() - due) / 1000;
                if (failure != null) {
                    errors.merge(failure, 1, Integer::sum);
                    connection.close();
                    connection = HttpConnection.to(port);
                }
            }
        } finally {
            connection.close();
        }
        return new Result(Arrays.copyOf(micros, done), errors);
    }

    private static @Nullable String failure(HttpConnection connection, byte[] request) {
        try {
            HttpConnection.Answer answer = connection.send(request);
            boolean good = answer.status() == 200 && !answer.body().contains("\"active\":false");
            return good ? null : "status " + answer.status();
        } catch (IOException failed) {
            return failed.getClass().getSimpleName();
        }
    }

    private static Result together(List<Result> results) {
        Map<String, Integer> errors = new TreeMap<>();
        results.forEach(result -> result.errors().forEach((what, times) -> errors.merge(what, times, Integer::sum)));
        long[] micros = results.stream()
                .flatMapToLong(result -> Arrays.stream(result.micros()))
                .sorted()
                .toArray();
        return new Result(micros, errors);
    }
}

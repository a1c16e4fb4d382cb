package matryoshka.benchmarks.hops;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.ClosedLoop;
import matryoshka.benchmarks.http.ClosedLoop.Round;
import matryoshka.benchmarks.http.ServerProcess;

/**
 * A client calls the first of four services, which call each other in turn, with embedded tokens and with tokens by exchange at each hop;
 * with a new token for each request, and with one token all the time. Starts the issuer on an embedded database. Run it from the root of
 * the sources, on another core than the first, which is the issuer's; the services and their clients share that other one.
 */
public final class FourHops {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int ROUNDS = 5;
    private static final int[] CONNECTIONS = {1, 8};

    private FourHops() {}

    /** A row of the table, and what was measured for it. */
    private record Row(Services services, boolean isReused, int connections, List<Round> rounds, List<Long> exchanges) {
        String title() {
            return "| " + services.name() + " | " + (isReused ? "one for all" : "a new one each") + " | " + connections;
        }
    }

    /**
     * Measures, and prints a table.
     *
     * @param args none, or {@code quick} to try whether it works
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        boolean isQuick = args.length > 0 && args[0].equals("quick");
        Path dataDir = Files.createTempDirectory("matryoshka-hops");
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try (ServerProcess issuer =
                ServerProcess.start(Path.of(System.getProperty("java.home")), List.of(), dataDir, Map.of())) {
            AdminClient admin = issuer.admin();
            try (Services embedded = Services.start("embedded", "embed", issuer.issuer(), admin, client);
                    Services exchanged = Services.start("exchanged", "exchange", issuer.issuer(), admin, client)) {
                String credentials = admin.register("web", List.of(embedded.scope(), exchanged.scope()));
                List<Row> rows = rows(embedded, exchanged);
                run(rows, 1, isQuick ? ROUND : WARM_UP, issuer.port(), credentials);
                rows.forEach(row -> row.rounds().clear());
                rows.forEach(row -> row.exchanges().clear());
                run(rows, isQuick ? 1 : ROUNDS, ROUND, issuer.port(), credentials);
                print(rows);
            }
        }
    }

    private static List<Row> rows(Services... both) {
        List<Row> rows = new ArrayList<>();
        for (boolean isReused : new boolean[] {false, true}) {
            for (int connections : CONNECTIONS) {
                for (Services services : both) {
                    rows.add(new Row(services, isReused, connections, new ArrayList<>(), new ArrayList<>()));
                }
            }
        }
        return rows;
    }

    /** One round of each row after the other, so that what else the machine does disturbs all alike. */
    private static void run(List<Row> rows, int rounds, Duration time, int issuerPort, String credentials)
            throws InterruptedException, ExecutionException {
        for (int round = 0; round < rounds; round++) {
            for (Row row : rows) {
                long before = row.services().exchanges();
                row.rounds()
                        .add(new ClosedLoop(
                                        () -> ChainRequests.open(
                                                issuerPort, credentials, row.services(), row.isReused()),
                                        row.connections())
                                .run(time));
                row.exchanges().add(row.services().exchanges() - before);
            }
        }
    }

    private static void print(List<Row> rows) {
        System.out.println("| tokens | the client's | connections | requests/s | lowest–highest | p50 ms | p99 ms"
                + " | exchanges for a request |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Row row : rows) {
            double[] perSecond = sorted(row.rounds(), Round::perSecond);
            System.out.printf(
                    Locale.ROOT,
                    "%s | %.0f | %.0f–%.0f | %.1f | %.1f | %.2f |%n",
                    row.title(),
                    perSecond[perSecond.length / 2],
                    perSecond[0],
                    perSecond[perSecond.length - 1],
                    sorted(row.rounds(), Round::p50)[perSecond.length / 2] / 1e3,
                    sorted(row.rounds(), Round::p99)[perSecond.length / 2] / 1e3,
                    (double) row.exchanges().stream().mapToLong(Long::longValue).sum()
                            / row.rounds().stream().mapToLong(Round::requests).sum());
        }
    }

    private static double[] sorted(List<Round> rounds, ToDoubleFunction<Round> value) {
        return rounds.stream().mapToDouble(value).sorted().toArray();
    }
}

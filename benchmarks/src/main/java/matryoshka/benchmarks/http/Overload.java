package matryoshka.benchmarks.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
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

    private static final List<String> NO_LIMITS = List.of("-Ddw.overload.runningPerProcessor=100000");

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

    private void print(double capacity, OpenLoop.Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                capacity,
                outcome.sent(),
                outcome.tokens(),
                outcome.refused(),
                outcome.p50(),
                outcome.p99());
    }

    private OpenLoop.Outcome send(double perSecond) throws IOException {
        return OpenLoop.run(server.port(), request, CONNECTIONS, perSecond, ROUND);
    }
}

package matryoshka.benchmarks.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.Tree;

/**
 * Token requests over HTTP: starts the issuer with each of the given Java homes (its own, if none) on an embedded database, loads the
 * samples, requests trees of one, four and five tokens over 1 and 16 connections, and exchanges one of these for a token of the next
 * service. Run it from the root of the sources, on another core than the first, which is the issuer's.
 */
public final class Load {
    /** Over one connection: more would leave the compiler no time on the one core. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 5;

    private Load() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        List<String> homes = args.length == 0 ? List.of(System.getProperty("java.home")) : Arrays.asList(args);
        System.out.println("| Java | asked for | connections | requests/s | lowest–highest | p50 µs | p99 µs |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String home : homes) {
            measure(Path.of(home));
        }
    }

    private static void measure(Path javaHome) throws IOException, InterruptedException, ExecutionException {
        Path dataDir = Files.createTempDirectory("matryoshka-load");
        long start = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(javaHome, List.of(), dataDir, Map.of())) {
            AdminClient admin = server.admin();
            double seconds = (System.nanoTime() - start) / 1e9;
            String credentials = prepare(admin);
            for (Tree tree : Tree.values()) {
                loop(server, credentials, issuance(tree), 1).run(WARM_UP);
            }
            for (Tree tree : Tree.values()) {
                measure(
                        javaHome,
                        tree.tokens() + (tree.tokens() == 1 ? " token" : " tokens"),
                        server,
                        credentials,
                        issuance(tree));
            }
            String orders = admin.register("orders", List.of());
            loop(server, orders, exchange(admin, credentials), 1).run(WARM_UP);
            measure(javaHome, "exchange", server, orders, exchange(admin, credentials));
            System.out.printf(
                    Locale.ROOT,
                    "%s: first token %.1f s after the start of the process (which made the database); %d MiB resident%n",
                    javaHome.getFileName(),
                    seconds,
                    server.residentMebibytes());
        }
    }

    private static void measure(Path javaHome, String askedFor, ServerProcess server, String credentials, String form)
            throws InterruptedException, ExecutionException {
        for (int connections : new int[] {1, 16}) {
            ClosedLoop loop = loop(server, credentials, form, connections);
            loop.run(ROUND);
            print(javaHome, askedFor, connections, rounds(loop));
        }
    }

    private static ClosedLoop loop(ServerProcess server, String credentials, String form, int connections) {
        return new ClosedLoop(() -> TokenRequests.to(server.port(), credentials, form), connections);
    }

    private static String issuance(Tree tree) {
        return "grant_type=client_credentials&scope=" + tree.scope().replace(":", "%3A");
    }

    /** From the demo's orders to its bank, with a token that was just issued. */
    private static String exchange(AdminClient admin, String credentials) throws IOException, InterruptedException {
        return "grant_type=" + AdminClient.EXCHANGE
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&audience=bank&subject_token="
                + admin.issue(credentials, Tree.SIX.scope());
    }

    /** Loads the samples and registers a client for them; its credentials. */
    private static String prepare(AdminClient admin) throws IOException, InterruptedException {
        for (String graph :
                new TreeSet<>(Stream.of(Tree.values()).map(Tree::graph).toList())) {
            admin.send("PATCH", "/graph", "application/merge-patch+yaml", Samples.yaml(graph));
        }
        return admin.register("bench", Stream.of(Tree.values()).map(Tree::scope).toList());
    }

    private static List<ClosedLoop.Round> rounds(ClosedLoop loop) throws InterruptedException, ExecutionException {
        ClosedLoop.Round[] rounds = new ClosedLoop.Round[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = loop.run(ROUND);
        }
        return Arrays.asList(rounds);
    }

    private static void print(Path javaHome, String askedFor, int connections, List<ClosedLoop.Round> rounds) {
        double[] perSecond = sorted(rounds, ClosedLoop.Round::perSecond);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.0f–%.0f | %.0f | %.0f |%n",
                javaHome.getFileName(),
                askedFor,
                connections,
                perSecond[ROUNDS / 2],
                perSecond[0],
                perSecond[ROUNDS - 1],
                sorted(rounds, ClosedLoop.Round::p50)[ROUNDS / 2],
                sorted(rounds, ClosedLoop.Round::p99)[ROUNDS / 2]);
    }

    private static double[] sorted(List<ClosedLoop.Round> rounds, ToDoubleFunction<ClosedLoop.Round> value) {
        return rounds.stream().mapToDouble(value).sorted().toArray();
    }
}

package matryoshka.benchmarks.soak;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.ServerProcess;
import matryoshka.embeddedpostgres.EmbeddedPostgres;

/**
 * A soak: 200 mixed requests a second by good clients, first alone, then together with hostile clients that request as many
 * scopes, plans and revocations as they can. It prints what the good clients saw and what grew, each with its bound, and fails if a
 * bound is exceeded. Run it from the root of the sources; the first argument is the length of the second part in minutes (10).
 */
public final class Soak {
    private static final int PER_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final List<String> HEAP = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
    private static final int SCOPES_OF_A_HOSTILE_CLIENT = 16;

    private Soak() {}

    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofMinutes(args.length == 0 ? 10 : Integer.parseInt(args[0]));
        Path home = Files.createTempDirectory("matryoshka-soak");
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.in(home.resolve("postgres")).start();
                ServerProcess server = ServerProcess.start(
                        Path.of(System.getProperty("java.home")), HEAP, home, environment(postgres))) {
            Workload workload = prepare(server);
            Growth growth = new Growth(server, postgres);
            workload.run(WARM_UP);
            Workload.Result alone = workload.run(time.dividedBy(4));
            List<Hostile> hostile = hostile(server);
            Workload.Result beside;
            try (growth) {
                hostile.forEach(Hostile::start);
                growth.start();
                beside = workload.run(time);
            } finally {
                hostile.forEach(Hostile::stop);
            }
            Report report = new Report();
            report.latency(alone, beside);
            report.hostile(hostile);
            report.growth(growth);
            System.exit(report.isGood() ? 0 : 1);
        }
    }

    static Map<String, String> environment(EmbeddedPostgres postgres) {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        return Map.of(
                "DATABASE_URL", postgres.jdbcUrl(),
                "DATABASE_USER", postgres.user(),
                "DATABASE_PASSWORD", postgres.password(),
                "KEY_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(key));
    }

    private static Workload prepare(ServerProcess server) throws Exception {
        AdminClient admin = server.admin();
        for (String graph : List.of("shop", "train-ticket")) {
            admin.send("PATCH", "/graph", "application/merge-patch+yaml", Samples.yaml(graph));
        }
        admin.send(
                "PATCH", "/graph", "application/merge-patch+yaml", manyScopes().getBytes(StandardCharsets.UTF_8));
        return Workload.prepare(server.port(), admin, PER_SECOND);
    }

    /** A service whose scopes have 65 535 combinations, and that calls another service for each scope. */
    private static String manyScopes() {
        StringBuilder scopes = new StringBuilder();
        StringBuilder called = new StringBuilder();
        StringBuilder dependencies = new StringBuilder();
        for (int index = 0; index < SCOPES_OF_A_HOSTILE_CLIENT; index++) {
            scopes.append(String.format(Locale.ROOT, "      many:s%d: \"\"%n", index));
            called.append(String.format(Locale.ROOT, "      called:s%d: \"\"%n", index));
            dependencies.append(String.format(
                    Locale.ROOT,
                    "  many-calls-%1$d: {from: many, to: called, requires: [many:s%1$d], grants: [called:s%1$d]}%n",
                    index));
        }
        return "services:\n  many:\n    scopes:\n" + scopes + "  called:\n    scopes:\n" + called + "dependencies:\n"
                + dependencies;
    }

    private static List<Hostile> hostile(ServerProcess server) throws Exception {
        AdminClient admin = server.admin();
        List<String> many = new ArrayList<>();
        for (int index = 0; index < SCOPES_OF_A_HOSTILE_CLIENT; index++) {
            many.add("many:s" + index);
        }
        int port = server.port();
        return List.of(
                Hostile.asksForTooManyScopes(port, admin.register("hostile-scopes", List.of("geo:locate"))),
                Hostile.asksForEveryPlan(port, admin.register("hostile-plans", many), many),
                Hostile.revokesWhatItGets(port, admin.register("hostile-revoker", List.of("geo:locate"))));
    }
}

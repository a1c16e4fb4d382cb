package matryoshka.benchmarks.large;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import matryoshka.benchmarks.Hubs;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.ServerProcess;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.GraphDocumentWriter;

/** The same as clients of the admin API see it, impact included. */
final class OverHttp {
    private static final int PLANS_IN_USE = 300;
    private static final int TIMES = 5;
    private static final String JSON = "application/json";
    private static final List<String> HEAP = List.of("-Xmx2g");

    private final GraphDocument document;
    private final Path javaHome;
    private final Map<String, String> database;
    private final Hubs hubs;

    private OverHttp(GraphDocument document, Path javaHome, EmbeddedPostgres postgres) {
        this.document = document;
        this.javaHome = javaHome;
        this.hubs = Hubs.of(document);
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        this.database = Map.of(
                "DATABASE_URL", postgres.jdbcUrl(),
                "DATABASE_USER", postgres.user(),
                "DATABASE_PASSWORD", postgres.password(),
                "KEY_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(key));
    }

    static void measure(GraphDocument document, Path javaHome) throws Exception {
        Path home = Files.createTempDirectory("matryoshka-large-http");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(home.resolve("postgres")).start()) {
            new OverHttp(document, javaHome, postgres).measureAll(home);
        }
    }

    private void measureAll(Path home) throws Exception {
        Timings.head("Over HTTP, -Xmx2g, one core");
        try (ServerProcess server = ServerProcess.start(javaHome, HEAP, home, database)) {
            publish(server.admin());
            Timings.say("resident afterwards", server.residentMebibytes() + " MiB");
        }
        long start = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(javaHome, HEAP, home, database)) {
            AdminClient admin = server.admin();
            Timings.print("start of the process to first token", Timings.millisSince(start));
            Timings.say("resident when started", server.residentMebibytes() + " MiB");
            plans(admin);
            changes(admin);
            Timings.say("resident afterwards", server.residentMebibytes() + " MiB");
        }
    }

    private void publish(AdminClient admin) throws Exception {
        byte[] json = GraphDocumentWriter.write(document, DocumentFormat.JSON);
        long start = System.nanoTime();
        admin.replace("/graph", JSON, json);
        Timings.print("PUT /graph, the whole", Timings.millisSince(start));
    }

    /** Clients of the services that call most, with a plan in use for each. */
    private void plans(AdminClient admin) throws Exception {
        for (String name : hubs.services().subList(0, PLANS_IN_USE)) {
            String scope = name + ":s0";
            admin.issue(admin.register("client-of-" + name, List.of(scope)), scope);
        }
        // Clients are taken over in the background as well; what follows is not to compete with that.
        TimeUnit.SECONDS.sleep(2);
    }

    private void changes(AdminClient admin) throws Exception {
        Dependency edge = document.dependencies().values().stream()
                .filter(dependency -> dependency.from().equals(hubs.largest())
                        && dependency.requires().contains(hubs.largest() + ":s0"))
                .findFirst()
                .orElseThrow();
        String path = "/graph/dependencies/" + edge.name();
        int[] seconds = {30};
        Timings.measure(
                "PUT of one dependency as a dry run, with the impact on " + PLANS_IN_USE + " plans",
                TIMES,
                () -> admin.send("PUT", path + "?dry_run=true", JSON, json(edge, seconds[0]++)));
        Timings.measure(
                "PUT of one dependency, with impact",
                TIMES,
                () -> admin.send("PUT", path, JSON, json(edge, seconds[0]++)));
        Timings.measure(
                "PATCH of one dependency, with impact",
                TIMES,
                () -> admin.send("PATCH", "/graph", "application/merge-patch+json", patch(edge, seconds[0]++)));
        Timings.measure("GET of one dependency", TIMES, () -> admin.get(path));
        Timings.measure("GET /graph", TIMES, () -> admin.get("/graph"));
        Timings.measure("GET /graph, version 1", TIMES, () -> admin.get("/graph?version=1"));
        Timings.measure(
                "GET /graph/plan of the hub",
                TIMES,
                () -> admin.get("/graph/plan?client_id=client-of-" + hubs.largest()));
    }

    private static byte[] json(Dependency edge, int seconds) {
        return DocumentFormat.JSON.print(GraphDocumentWriter.dependency(OneEdge.changed(edge, seconds)));
    }

    private static byte[] patch(Dependency edge, int seconds) {
        return DocumentFormat.JSON.print(new ObjectMapper()
                .createObjectNode()
                .set(
                        "dependencies",
                        new ObjectMapper()
                                .createObjectNode()
                                .set(edge.name(), GraphDocumentWriter.dependency(OneEdge.changed(edge, seconds)))));
    }
}

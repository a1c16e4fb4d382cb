package matryoshka.benchmarks.large;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import matryoshka.benchmarks.Hubs;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.ServerProcess;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sharing;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.platform.json.DocumentFormat;

/** The same for clients of the admin API, including impact. */
final class OverHttp {
    private static final int CLIENTS = 30;
    private static final int PLANS_OF_EACH = 10;
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
        Timings.head(String.format(
                Locale.ROOT,
                "Over HTTP, -Xmx2g, one core, %d clients, %d plans in use",
                CLIENTS,
                CLIENTS * PLANS_OF_EACH));
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

    /** Clients of the services that call most, with a plan in use for each service. */
    private void plans(AdminClient admin) throws Exception {
        for (int client = 0; client < CLIENTS; client++) {
            List<String> scopes = hubs.services().subList(client * PLANS_OF_EACH, (client + 1) * PLANS_OF_EACH).stream()
                    .map(service -> service + ":s0")
                    .toList();
            String credentials = admin.register("client-" + client, scopes);
            for (String scope : scopes) {
                admin.issue(credentials, scope);
            }
        }
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
                "dry run: another lifetime of one edge",
                TIMES,
                () -> admin.send("PUT", path + "?dry_run=true", JSON, json(edge, seconds[0]++)));
        Timings.measure(
                "PUT: another lifetime of one edge",
                TIMES,
                () -> admin.send("PUT", path, JSON, json(edge, seconds[0]++)));
        Timings.measure(
                "PATCH: another lifetime of one edge",
                TIMES,
                () -> admin.send("PATCH", "/graph", "application/merge-patch+json", patch(edge, seconds[0]++)));
        String added = "/graph/dependencies/" + hubs.median() + "-to-" + hubs.largest() + "?dry_run=true";
        long start = System.nanoTime();
        admin.send("PUT", added, JSON, json(between(edge, hubs.median(), hubs.largest()), 30));
        Timings.print("dry run: a new edge, which every client can reach", Timings.millisSince(start));
        Timings.measure("GET of one dependency", TIMES, () -> admin.get(path));
        Timings.measure("GET /graph", TIMES, () -> admin.get("/graph"));
        Timings.measure("GET /graph, version 1", TIMES, () -> admin.get("/graph?version=1"));
        Timings.measure(
                "GET /graph/plan of the hub",
                TIMES,
                () -> admin.get("/graph/plan?client_id=client-0&scope=" + hubs.largest() + "%3As0"));
    }

    /** A dependency from one service to another, by exchange. */
    private static Dependency between(Dependency edge, String from, String to) {
        return new Dependency(
                edge.name(),
                from,
                to,
                Scopes.NONE,
                Scopes.of(to + ":s0"),
                Sharing.EXCHANGE,
                edge.clients(),
                null,
                false,
                edge.claims());
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

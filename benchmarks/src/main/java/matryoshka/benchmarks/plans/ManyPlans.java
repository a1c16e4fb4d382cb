package matryoshka.benchmarks.plans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.ServerProcess;
import matryoshka.benchmarks.large.Timings;
import matryoshka.embeddedpostgres.EmbeddedPostgres;

/**
 * Measures the real jar with few and with very many plans in use: the costs of a new plan, a dry run, a publish and a start, and the effect
 * on others. Run it from the root of the sources. Arguments: the number of plans (100000) and of clients (200).
 */
public final class ManyPlans {
    private static final String YAML = "application/merge-patch+yaml";
    /** So that all plans stay in use while they are made. */
    private static final List<String> OPTIONS = List.of("-Xmx1g", "-Ddw.tokens.lifetime=1h");

    private static final int NEW_PLANS = 400;
    private static final int GREEDY = 1_000;
    private static final int FIRST_GREEDY = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Map<String, String> database;
    private final Recorded recorded;
    private final List<Asking> clients = new ArrayList<>();
    private int made;
    private int changed;

    private ManyPlans(Path home, EmbeddedPostgres postgres) {
        this.home = home;
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        this.database = Map.of(
                "DATABASE_URL", postgres.jdbcUrl(),
                "DATABASE_USER", postgres.user(),
                "DATABASE_PASSWORD", postgres.password(),
                "KEY_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(key));
        this.recorded = new Recorded(database);
    }

    public static void main(String[] args) throws Exception {
        int plans = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int clients = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        Path home = Files.createTempDirectory("matryoshka-plans");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(home.resolve("postgres")).start()) {
            new ManyPlans(home, postgres).measure(plans, clients);
        }
    }

    private void measure(int plans, int clientCount) throws Exception {
        Timings.head("Few plans");
        try (ServerProcess server = start("start to first token, empty database")) {
            AdminClient admin = server.admin();
            admin.replace(
                    "/graph", "application/yaml", ServiceGraphText.document().getBytes(StandardCharsets.UTF_8));
            for (int client = 0; client <= clientCount; client++) {
                clients.add(new Asking(client, admin.register("client-" + client, ServiceGraphText.scopes(client))));
            }
            round(server, 10);
            changes(server);
        }
        try (ServerProcess server = start("start to first token")) {
            server.admin();
        }
        Timings.head(String.format(Locale.ROOT, "%d plans of %d clients", plans, clientCount));
        try (ServerProcess server = start("start to first token")) {
            fill(server, plans / clientCount);
            round(server, plans);
            greedy(server);
            changes(server);
            lists(server.admin());
            Timings.say("resident", server.residentMebibytes() + " MiB");
        }
        try (ServerProcess server = start("start to first token")) {
            lists(server.admin());
        }
    }

    private ServerProcess start(String what) throws Exception {
        long start = System.nanoTime();
        ServerProcess server = ServerProcess.start(Path.of(System.getProperty("java.home")), OPTIONS, home, database);
        server.admin();
        Timings.print(what, Timings.millisSince(start));
        return server;
    }

    /** New plans of the last client, one after the other, different each time. */
    private void round(ServerProcess server, int living) throws Exception {
        Asking last = clients.get(clients.size() - 1);
        Latencies latencies = new Latencies();
        for (int count = 0; count < NEW_PLANS; count++) {
            latencies.add(last.ask(server.port(), made++));
        }
        latencies.print("a new plan beside " + living);
    }

    private void fill(ServerProcess server, int plansOfEach) throws Exception {
        long start = System.nanoTime();
        Latencies latencies = new Latencies();
        Latencies.each(4, clients.subList(0, clients.size() - 1), client -> {
            for (int plan = 0; plan < plansOfEach; plan++) {
                latencies.add(client.ask(server.port(), plan));
            }
        });
        latencies.print("a new plan, four at a time");
        Timings.print("all of them", Timings.millisSince(start));
    }

    /** A client that requests more than its limit, as fast as it can, four times at once. */
    private void greedy(ServerProcess server) throws Exception {
        Asking client = clients.get(1);
        Others others = Others.start(server.port(), clients.get(0));
        ConcurrentHashMap<Integer, LongAdder> answers = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        Latencies.each(4, List.of(0, 1, 2, 3), part -> {
            for (int plan = 0; plan < GREEDY; plan++) {
                int status = client.answer(server.port(), FIRST_GREEDY + GREEDY * part + plan)
                        .statusCode();
                answers.computeIfAbsent(status, first -> new LongAdder()).increment();
            }
        });
        Timings.print(
                String.format(Locale.ROOT, "%d new plans of one client: %s", 4 * GREEDY, answers),
                Timings.millisSince(start));
        others.stop().print("tokens of others meanwhile");
    }

    private void changes(ServerProcess server) throws Exception {
        AdminClient admin = server.admin();
        for (String service : List.of("lonely", "back-3", "common")) {
            change(server, admin, "?dry_run=true", "dry run of a change of " + service, service);
            change(server, admin, "", "publish of a change of " + service, service);
        }
    }

    /** While others get tokens of known plans. */
    private void change(ServerProcess server, AdminClient admin, String query, String what, String service)
            throws Exception {
        byte[] patch = String.format(Locale.ROOT, "services: {%s: {lifetime: PT%dS}}", service, 1_000 + changed++)
                .getBytes(StandardCharsets.UTF_8);
        Others others = Others.start(server.port(), clients.get(0));
        long start = System.nanoTime();
        JsonNode answer = JSON.readTree(admin.send("PATCH", "/graph" + query, YAML, patch));
        Timings.print(
                String.format(
                        Locale.ROOT,
                        "%s: %d plans told, partial: %s",
                        what,
                        answer.at("/impact/plans").size(),
                        answer.at("/impact/partial").asBoolean()),
                Timings.millisSince(start));
        if (query.isEmpty()) {
            recorded.await(answer.get("version").longValue());
            Timings.print("until what it did is recorded", Timings.millisSince(start));
        }
        others.stop().print("tokens of others meanwhile");
    }

    private void lists(AdminClient admin) throws Exception {
        long start = System.nanoTime();
        admin.get("/oauth2/status/1000");
        Timings.print("a status list, for the first time", Timings.millisSince(start));
    }
}

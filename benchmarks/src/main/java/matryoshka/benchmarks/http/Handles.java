package matryoshka.benchmarks.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.Tree;

/**
 * Phantom tokens over HTTP, beside the tokens that they stand for: a tree of four at the token endpoint, a handle at the token endpoint, and
 * the same tree for a handle by introspection. All in turn in each round, at one issuer. Run it from the root of the sources, on another
 * core than the first, which is the issuer's.
 */
public final class Handles {
    // All of it must be over before the handle expires, after five minutes.
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int ROUNDS = 11;

    private final ServerProcess server;
    private final Map<String, byte[]> requests = new LinkedHashMap<>();
    private final Map<String, Integer> bytes = new LinkedHashMap<>();

    private Handles(ServerProcess server) {
        this.server = server;
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path dataDir = Files.createTempDirectory("matryoshka-handles");
        Path home = Path.of(System.getProperty("java.home"));
        try (ServerProcess server = ServerProcess.start(home, List.of(), dataDir, Map.of())) {
            Handles handles = new Handles(server);
            handles.prepare();
            for (String name : handles.requests.keySet()) {
                handles.loop(name, 1).run(WARM_UP);
            }
            for (int connections : new int[] {1, 16}) {
                handles.measure(connections);
            }
        }
    }

    private void prepare() throws IOException, InterruptedException {
        AdminClient admin = server.admin();
        admin.send("PATCH", "/graph", "application/merge-patch+yaml", Samples.yaml(Tree.FOUR.graph()));
        String service = Tree.FOUR.scope().substring(0, Tree.FOUR.scope().indexOf(':'));
        String holder = admin.register("holds-tokens", List.of(Tree.FOUR.scope()));
        String phantom = register(admin, "holds-handles", "phantom");
        String gateway = admin.register(service, List.of());
        String form = "grant_type=client_credentials&scope=" + Tree.FOUR.scope().replace(":", "%3A");
        requests.put("tree of four", HttpConnection.form("/oauth2/token", holder, form));
        requests.put("handle", HttpConnection.form("/oauth2/token", phantom, form));
        String handle = admin.issue(phantom, Tree.FOUR.scope());
        requests.put(
                "tree of four for a handle",
                HttpConnection.request(
                        "POST",
                        "/oauth2/introspect",
                        Map.of(
                                "Authorization", gateway,
                                "Accept", "application/jwt",
                                "Content-Type", "application/x-www-form-urlencoded"),
                        "token=" + URLEncoder.encode(handle, StandardCharsets.UTF_8)));
        for (String name : requests.keySet()) {
            try (HttpConnection connection = HttpConnection.to(server.port())) {
                HttpConnection.Answer answer = connection.send(request(name));
                String body = answer.body();
                bytes.put(
                        name,
                        body.startsWith("{")
                                ? new ObjectMapper()
                                        .readTree(body)
                                        .path("access_token")
                                        .asText()
                                        .length()
                                : body.length());
            }
        }
    }

    private static String register(AdminClient admin, String id, String format)
            throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode metadata = json.createObjectNode().put("client_id", id).put("scope", Tree.FOUR.scope());
        metadata.put("token_format", format);
        String secret = json.readTree(
                        admin.send("POST", "/clients", "application/json", json.writeValueAsBytes(metadata)))
                .path("client_secret")
                .asText();
        return AdminClient.basic(id, secret);
    }

    private void measure(int connections) throws InterruptedException, ExecutionException {
        Map<String, double[]> rates = new LinkedHashMap<>();
        Map<String, double[]> micros = new LinkedHashMap<>();
        requests.keySet().forEach(name -> {
            rates.put(name, new double[ROUNDS]);
            micros.put(name, new double[ROUNDS]);
        });
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            List<Double> inTurn = new ArrayList<>();
            for (String name : requests.keySet()) {
                Duration before = server.processorTime();
                ClosedLoop.Round done = loop(name, connections).run(ROUND);
                double each = server.processorTime().minus(before).toNanos() / 1e3 / done.requests();
                of(rates, name)[round] = done.perSecond();
                of(micros, name)[round] = each;
                inTurn.add(each);
            }
            ratios[round] = inTurn.get(0) / inTurn.get(2);
        }
        requests.keySet().forEach(name -> print(name, connections, of(rates, name), of(micros, name)));
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "for a handle, of the rate at the token endpoint for the same processor time: %.2f (%.2f–%.2f)%n",
                ratios[ROUNDS / 2],
                ratios[0],
                ratios[ROUNDS - 1]);
    }

    /** Other programs on the machine change the rate, but not the processor time of the issuer for each request. */
    private void print(String name, int connections, double[] rates, double[] micros) {
        Arrays.sort(rates);
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "| %s (%d bytes) | %d | %.0f | %.0f–%.0f | %.0f µs (%.0f–%.0f) |%n",
                name,
                bytes.getOrDefault(name, 0),
                connections,
                rates[ROUNDS / 2],
                rates[0],
                rates[ROUNDS - 1],
                micros[ROUNDS / 2],
                micros[0],
                micros[ROUNDS - 1]);
    }

    private ClosedLoop loop(String name, int connections) {
        return new ClosedLoop(() -> TokenRequests.to(server.port(), request(name)), connections);
    }

    private byte[] request(String name) {
        return Objects.requireNonNull(requests.get(name));
    }

    private static double[] of(Map<String, double[]> measured, String name) {
        return Objects.requireNonNull(measured.get(name));
    }
}

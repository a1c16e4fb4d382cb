package matryoshka.benchmarks.soak;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.benchmarks.http.HttpConnection;
import matryoshka.benchmarks.http.ServerProcess;
import matryoshka.embeddedpostgres.EmbeddedPostgres;

/**
 * One attack after the other: slowhttptest in its four modes with 1,000 connections, 300 requests that wait for a version that never
 * comes, a database that stops answering, and a graph document of three million services. Meanwhile, a client fetches tokens of a known
 * plan and the public keys. Prints the latencies, each with its bound, and fails if a bound is exceeded. Linux only; run it from the
 * root of the sources.
 */
public final class BadDay {
    private static final Path SLOWHTTPTEST = Path.of("/usr/bin/slowhttptest");
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int MANY = 300;
    private static final int SCOPES = 10;
    private static final int TOO_MANY_SERVICES = 3_000_000;
    private static final double MAX_SLOWDOWN = 5;
    /** Well below the second and more that waiting for a thread would take. */
    private static final double MAX_MILLIS = 250;

    /** Of the requests: hundreds that come at once are a moment of overload. */
    private static final double MAX_REFUSED = 0.01;

    private final ServerProcess server;
    private final AdminClient admin;
    private final String client;
    private boolean good = true;

    private BadDay(ServerProcess server) throws IOException, InterruptedException {
        this.server = server;
        this.admin = server.admin();
        List<String> scopes = new ArrayList<>();
        StringBuilder graph = new StringBuilder("services: {a: {scopes: {");
        for (int scope = 0; scope < SCOPES; scope++) {
            scopes.add("a:" + scope);
            graph.append("'a:").append(scope).append("': '', ");
        }
        admin.replace(
                "/graph", "application/yaml", graph.append("}}}").toString().getBytes(StandardCharsets.UTF_8));
        this.client = admin.register("good", scopes);
    }

    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory("matryoshka-bad-day");
        List<String> heap = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.in(home.resolve("postgres")).start();
                ServerProcess server = ServerProcess.start(
                        Path.of(System.getProperty("java.home")), heap, home, Soak.environment(postgres))) {
            BadDay day = new BadDay(server);
            day.run(home.resolve("postgres"));
            System.exit(day.good ? 0 : 1);
        }
    }

    private void run(Path postgres) throws Exception {
        measure("warming up", TIME, Double.MAX_VALUE);
        System.out.println("| meanwhile | requests | refused | p50 ms | p99 ms | longest ms | bound ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        double quiet = measure("nothing", TIME, Double.MAX_VALUE);
        slowPeers(Math.max(1, MAX_SLOWDOWN * quiet));
        waiting();
        frozen(postgres);
        document();
        measure("nothing, afterwards", TIME, Math.max(1, MAX_SLOWDOWN * quiet));
    }

    private void slowPeers(double bound) throws Exception {
        String issuer = "http://localhost:" + server.port();
        List<List<String>> modes = List.of(
                List.of("-H", "-u", issuer + "/oauth2/token"),
                List.of("-B", "-u", issuer + "/oauth2/token", "-t", "POST", "-s", "60000", "-x", "10"),
                List.of("-R", "-u", issuer + "/openapi.json", "-a", "10", "-b", "3000"),
                List.of(
                        "-X",
                        "-u",
                        issuer + "/openapi.json",
                        "-w",
                        "10",
                        "-y",
                        "20",
                        "-n",
                        "1",
                        "-z",
                        "5",
                        "-k",
                        "10"));
        for (List<String> mode : modes) {
            List<String> command =
                    new ArrayList<>(List.of(SLOWHTTPTEST.toString(), "-c", "1000", "-r", "500", "-i", "1"));
            command.addAll(List.of("-l", Long.toString(TIME.toSeconds())));
            command.addAll(mode);
            Process attack = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            measure("slowhttptest " + mode.get(0) + ", 1 000 connections", TIME, bound);
            attack.destroy();
            attack.waitFor();
        }
    }

    private void waiting() throws Exception {
        String token = admin.issue(client, "a:0");
        byte[] request = HttpConnection.form("/oauth2/introspect", client, "min_graph_version=999999&token=" + token);
        List<Socket> sockets = open(request, false);
        measure(MANY + " requests for a version that never comes", TIME.dividedBy(10), MAX_MILLIS);
        close(sockets);
    }

    private void frozen(Path postgres) throws Exception {
        signal("-STOP", postgres);
        try {
            List<Socket> sockets = open(new byte[0], true);
            measure("database stopped, " + MANY + " requests for new plans", TIME, MAX_MILLIS);
            close(sockets);
        } finally {
            signal("-CONT", postgres);
        }
        TimeUnit.SECONDS.sleep(5);
    }

    private void document() throws Exception {
        StringBuilder services = new StringBuilder("{\"services\": {\"s\": {}");
        for (int service = 0; service < TOO_MANY_SERVICES; service++) {
            services.append(",\"s").append(service).append("\":{}");
        }
        byte[] body = services.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
        Thread sender = new Thread(() -> {
            try {
                admin.send("PATCH", "/graph?dry_run=true", "application/merge-patch+json", body);
                throw new IllegalStateException("a graph of three million services was accepted");
            } catch (IOException | InterruptedException | IllegalStateException refused) {
                String said = String.valueOf(refused.getMessage());
                System.out.println("the document: " + said.substring(0, Math.min(120, said.length())));
            }
        });
        sender.start();
        measure("a document of 3 000 000 services", TIME, MAX_MILLIS);
        sender.join();
    }

    private List<Socket> open(byte[] request, boolean newPlans) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int number = 1; number <= MANY; number++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            OutputStream out = socket.getOutputStream();
            out.write(newPlans ? HttpConnection.form("/oauth2/token", client, newPlan(number)) : request);
            sockets.add(socket);
        }
        return sockets;
    }

    private static String newPlan(int number) {
        StringBuilder form = new StringBuilder("grant_type=client_credentials&scope=");
        for (int scope = 0; scope < SCOPES; scope++) {
            if ((number >> scope & 1) != 0) {
                form.append("a%3A").append(scope).append('+');
            }
        }
        return form.append("a%3A").append(SCOPES - 1).toString();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Sends a signal to the server and all of its processes, which {@code pgrep} finds by their data folder. */
    private static void signal(String signal, Path postgres) throws IOException, InterruptedException {
        String postmaster =
                Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(0);
        for (List<String> command :
                List.of(List.of("pkill", signal, "-P", postmaster), List.of("kill", signal, postmaster))) {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }

    /** Requests tokens of a known plan and keys in turn, and returns the p99 in milliseconds. */
    private double measure(String what, Duration time, double bound) throws IOException, InterruptedException {
        byte[] token = HttpConnection.form("/oauth2/token", client, "grant_type=client_credentials&scope=a%3A0");
        byte[] keys = HttpConnection.request("GET", "/oauth2/jwks", Map.of(), "");
        double[] millis = new double[(int) (time.toMillis() / PAUSE.toMillis())];
        int done = 0;
        int refused = 0;
        long end = System.nanoTime() + time.toNanos();
        HttpConnection connection = HttpConnection.to(server.port());
        while (System.nanoTime() < end && done < millis.length) {
            if (connection.isEnded()) {
                connection.close();
                connection = HttpConnection.to(server.port());
            }
            long start = System.nanoTime();
            HttpConnection.Answer answer = connection.send(done % 2 == 0 ? token : keys);
            millis[done++] = (System.nanoTime() - start) / 1e6;
            if (answer.status() == 503) {
                refused++;
            } else if (answer.status() != 200) {
                throw new IllegalStateException(what + ": " + answer.status() + " " + answer.body());
            }
            Thread.sleep(PAUSE.toMillis());
        }
        connection.close();
        double[] sorted = Arrays.stream(millis, 0, done).sorted().toArray();
        double p99 = sorted[(int) (done * 0.99)];
        boolean met = p99 <= bound && refused <= MAX_REFUSED * done;
        good &= met;
        if (bound < Double.MAX_VALUE || what.startsWith("nothing")) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f | %.2f | %.1f | %s |%n",
                    what,
                    done,
                    refused,
                    sorted[done / 2],
                    p99,
                    sorted[done - 1],
                    bound < Double.MAX_VALUE
                            ? String.format(Locale.ROOT, "%.1f %s", bound, met ? "met" : "MISSED")
                            : "");
        }
        return p99;
    }
}

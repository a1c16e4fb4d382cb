package matryoshka.benchmarks.http;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The issuer's jar in a separate process, on free ports, pinned to one core if {@code taskset} is available. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final URI issuer;
    private final int adminPort;
    private final Path dataDir;

    private ServerProcess(Process process, URI issuer, int adminPort, Path dataDir) {
        this.process = process;
        this.issuer = issuer;
        this.adminPort = adminPort;
        this.dataDir = dataDir;
    }

    /**
     * Starts an issuer; {@link #admin} waits until it answers.
     *
     * @param javaHome the Java home that runs it
     * @param options of the JVM
     * @param dataDir where it keeps its files, and its log for this benchmark
     * @param environment its settings other than ports and folder
     */
    public static ServerProcess start(
            Path javaHome, List<String> options, Path dataDir, Map<String, String> environment) throws IOException {
        int port = freePort();
        int adminPort = freePort();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError", "-jar", "service/target/matryoshka.jar", "server", "config.yml"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        File log = dataDir.resolve("issuer.log").toFile();
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        URI issuer = URI.create("http://localhost:" + port);
        builder.environment()
                .putAll(Map.of(
                        "ISSUER_URL", issuer.toString(),
                        "HTTP_PORT", Integer.toString(port),
                        "ADMIN_PORT", Integer.toString(adminPort),
                        "DATA_DIR", dataDir.toString()));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), issuer, adminPort, dataDir);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns its URL, which is the {@code iss} of its tokens. */
    public URI issuer() {
        return issuer;
    }

    public int port() {
        return issuer.getPort();
    }

    /** Returns the URL of health and metrics. */
    public int adminPort() {
        return adminPort;
    }

    public long pid() {
        return process.pid();
    }

    /** Returns its first admin, as soon as it gets a token. */
    public AdminClient admin(Path adminFile) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (Files.exists(adminFile)) {
                try {
                    return AdminClient.of(issuer, adminFile);
                } catch (IOException notYet) {
                    // It does not listen yet.
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException("the issuer does not start; see " + dataDir.resolve("issuer.log"));
    }

    public AdminClient admin() throws IOException, InterruptedException {
        return admin(dataDir.resolve("admin-client.json"));
    }

    /** Returns the processor time that it has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Returns the resident memory in MiB; 0 if the system does not report it. */
    public long residentMebibytes() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

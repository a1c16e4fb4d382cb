package matryoshka.service.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;

/** The gateway as its users run it: the built jar, configured by the environment. */
final class RunningGateway implements AutoCloseable {
    private static final Path JAR = Path.of("..", "gateway", "target", "matryoshka-gateway.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;

    private final Process process;
    private final Path log;
    private final int port;
    private final int tokenPort;

    private RunningGateway(Process process, Path log, int port, int tokenPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.tokenPort = tokenPort;
    }

    /** Starts one and waits until it is ready; the test is skipped where the jar is not built. */
    static RunningGateway start(RunningIssuer issuer, Path folder, Map<String, String> settings) throws Exception {
        assumeTrue(Files.exists(JAR), "the jar is not built: run mvn package or verify");
        int port = RunningNginx.freePort();
        int tokenPort = RunningNginx.freePort();
        Path log = folder.resolve("gateway.log");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toRealPath().toString());
        java.environment()
                .putAll(Map.of(
                        "ISSUER_URL", RunningIssuer.URL,
                        "ISSUER_ADDRESS", "http://localhost:" + issuer.port(),
                        "LISTEN", "127.0.0.1:" + port,
                        "TOKEN_LISTEN", "127.0.0.1:" + tokenPort));
        java.environment().putAll(settings);
        Process process =
                java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        RunningGateway gateway = new RunningGateway(process, log, port, tokenPort);
        try {
            Soon.holds(gateway::isReady);
        } catch (Exception | AssertionError failed) {
            process.destroyForcibly();
            throw new AssertionError(gateway.log(), failed);
        }
        return gateway;
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("it has ended");
        }
        try {
            return Answers.send(Answers.to(port, "/ready")).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As a proxy asks. */
    HttpResponse<String> forwardAuth(String query, String token) throws IOException, InterruptedException {
        return Answers.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/forward-auth?" + query))
                .header("Authorization", "Bearer " + token));
    }

    /** As a service asks. */
    HttpResponse<String> token(String body, String token) throws IOException, InterruptedException {
        return Answers.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tokenPort + "/token"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    String metrics() throws IOException, InterruptedException {
        return Answers.send(Answers.to(port, "/metrics")).body();
    }

    /** Returns everything that it has logged. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (process.isAlive() || process.exitValue() != TERMINATED) {
            process.destroyForcibly();
            throw new AssertionError("The gateway does not end in order.");
        }
    }
}

package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;

/** An issuer of an earlier release: the process of its jar, with its own {@code config.yml}. */
final class ReleasedIssuer implements AutoCloseable {
    private static final long STOPPING_SECONDS = 30;

    private final Process process;
    private final int port;
    private final Path adminFile;

    private ReleasedIssuer(Process process, int port, Path adminFile) {
        this.process = process;
        this.port = port;
        this.adminFile = adminFile;
    }

    /**
     * Starts it.
     *
     * @param release the folder of its source, with its jar
     * @param dataDir where the first of all instances writes the first admin client
     */
    static ReleasedIssuer start(Path release, TestDatabase database, Path dataDir) throws Exception {
        int port = free();
        Path log = dataDir.resolve("released.log");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                release.resolve("service/target/matryoshka.jar").toString(),
                "server",
                release.resolve("config.yml").toString());
        java.environment()
                .putAll(Map.of(
                        "HTTP_PORT", Integer.toString(port),
                        "ADMIN_PORT", Integer.toString(free()),
                        "ISSUER_URL", RunningIssuer.URL,
                        "DATA_DIR", dataDir.toString(),
                        "DATABASE_URL", database.jdbcUrl(),
                        "DATABASE_USER", database.user(),
                        "DATABASE_PASSWORD", database.password(),
                        "KEY_ENCRYPTION_KEY", RunningIssuer.KEY_ENCRYPTION_KEY,
                        "SHUTDOWN_DELAY", "0s"));
        Process process =
                java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        ReleasedIssuer issuer = new ReleasedIssuer(process, port, dataDir.resolve("admin-client.json"));
        Soon.holds(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The earlier release does not start: " + Files.readString(log));
            }
            return Files.readString(log).contains("Ready at ");
        });
        return issuer;
    }

    long publish(String yaml) throws Exception {
        HttpResponse<String> answer = asAdmin("PATCH", "/graph", "application/yaml", yaml);
        return json(answer, 200).get("version").longValue();
    }

    /** Registers a client; returns its secret. */
    String register(String clientId, String scope) throws Exception {
        String metadata = "{\"client_id\": \"" + clientId + "\", \"scope\": \"" + scope + "\"}";
        HttpResponse<String> answer = asAdmin("POST", "/clients", "application/json", metadata);
        return json(answer, 201).get("client_secret").textValue();
    }

    String token(String clientId, String secret) throws Exception {
        return json(form("/oauth2/token", clientId, secret, "grant_type=client_credentials"), 200)
                .get("access_token")
                .textValue();
    }

    boolean seesActive(String token) throws Exception {
        String form = "token=" + RunningIssuer.encoded(token);
        JsonNode admin = new ObjectMapper().readTree(adminFile.toFile());
        return json(
                        form(
                                "/oauth2/introspect",
                                admin.get("client_id").textValue(),
                                admin.get("client_secret").textValue(),
                                form),
                        200)
                .get("active")
                .booleanValue();
    }

    private HttpResponse<String> asAdmin(String method, String path, String type, String body) throws Exception {
        JsonNode admin = new ObjectMapper().readTree(adminFile.toFile());
        String token = token(
                admin.get("client_id").textValue(), admin.get("client_secret").textValue());
        return Answers.send(Answers.to(port, path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> form(String path, String clientId, String secret, String form) throws Exception {
        return Answers.send(Answers.to(port, path)
                .header("Authorization", RunningIssuer.basic(clientId, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new AssertionError("The earlier release answered " + answer.statusCode() + ": " + answer.body());
        }
        return Answers.json(answer);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package matryoshka.service.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import matryoshka.service.IssuerApplication;
import matryoshka.service.start.settings.IssuerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The whole issuer in this process, with the shipped configuration, on a database of the test's; and what tests ask of it over HTTP. Calls
 * fail when the answer is not the good one that they are for; {@link Answers#send} fails for nothing.
 */
public final class RunningIssuer implements AutoCloseable {
    /** Its identifier, whatever port it listens on. */
    public static final String URL = "http://localhost:8080";

    public static final String KEY_ENCRYPTION_KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DropwizardTestSupport<IssuerConfiguration> support;
    private final Path dataDir;
    private @Nullable String adminToken;

    private RunningIssuer(DropwizardTestSupport<IssuerConfiguration> support, Path dataDir) {
        this.support = support;
        this.dataDir = dataDir;
    }

    /**
     * Starts one.
     *
     * @param dataDir where it writes its first admin client
     * @param changes to the shipped configuration, by dotted key; {@code trustedIssuers} as one value in JSON
     */
    public static RunningIssuer start(TestDatabase database, Path dataDir, Map<String, String> changes) {
        return start(IssuerApplication.class, database, dataDir, changes);
    }

    /** The same, of an application that a test has changed. */
    public static RunningIssuer start(
            Class<? extends IssuerApplication> application,
            TestDatabase database,
            Path dataDir,
            Map<String, String> changes) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("issuer", URL);
        settings.put("dataDir", dataDir.toString());
        settings.put("database.url", database.jdbcUrl());
        settings.put("database.user", database.user());
        settings.put("database.password", database.password());
        settings.put("keyEncryptionKey", KEY_ENCRYPTION_KEY);
        settings.put("server.applicationConnectors[0].port", "0");
        settings.put("server.adminConnectors[0].port", "0");
        settings.put("logging.loggers.matryoshka", "WARN");
        // The shipped figure is for an instance that has its processors to itself. Here, several test processes share
        // them.
        settings.put("overload.burst", "10s");
        // When a test ends, nobody waits for an answer any more; but connections are kept alive.
        settings.put("shutdown.delay", "0s");
        settings.put("server.shutdownGracePeriod", "0s");
        settings.putAll(changes);
        // Overrides are system properties: of its own, so that two that run at once do not see each other's.
        String prefix = "issuer-" + UUID.randomUUID();
        DropwizardTestSupport<IssuerConfiguration> support = new DropwizardTestSupport<>(
                application,
                ConfigurationFile.take(settings, dataDir),
                prefix,
                settings.entrySet().stream()
                        .map(setting -> ConfigOverride.config(prefix, setting.getKey(), setting.getValue()))
                        .toArray(ConfigOverride[]::new));
        try {
            support.before();
        } catch (Exception failed) {
            support.after();
            throw failed instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failed);
        }
        return new RunningIssuer(support, dataDir);
    }

    public int port() {
        return support.getLocalPort();
    }

    /** Of health and metrics. */
    public int adminPort() {
        return support.getAdminPort();
    }

    /** Where it has its files. */
    public Path dataDir() {
        return dataDir;
    }

    public Path adminFile() {
        return dataDir.resolve("admin-client.json");
    }

    public HttpRequest.Builder to(String path) {
        return Answers.to(port(), path);
    }

    /** A request by the first admin. */
    public HttpRequest.Builder asAdmin(String path) throws IOException, InterruptedException {
        return to(path).header("Authorization", "Bearer " + adminToken());
    }

    /** A token of the first admin, for all that there is to administer. */
    public String adminToken() throws IOException, InterruptedException {
        if (adminToken == null) {
            JsonNode admin = JSON.readTree(adminFile().toFile());
            adminToken = issued(
                    admin.get("client_id").textValue(),
                    admin.get("client_secret").textValue(),
                    "");
        }
        return adminToken;
    }

    /** What the admin API says at a path. */
    public JsonNode read(String path) throws IOException, InterruptedException {
        return Answers.json(good(asAdmin(path).header("Accept", "application/json")));
    }

    /** Makes a document the graph, whatever it was; returns the version. */
    public long publish(String yaml) throws IOException, InterruptedException {
        HttpRequest.Builder request = asAdmin("/graph")
                .header("Content-Type", "application/yaml")
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString(yaml));
        return Answers.json(good(request)).get("version").longValue();
    }

    /** Registers a client for some scopes; returns its secret. */
    public String register(String clientId, String scope) throws IOException, InterruptedException {
        return register(JSON.createObjectNode().put("client_id", clientId).put("scope", scope));
    }

    /** Registers a client; returns its secret, which is empty when it has none. */
    public String register(ObjectNode metadata) throws IOException, InterruptedException {
        HttpRequest.Builder request = asAdmin("/clients")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(metadata.toString()));
        return Answers.json(good(request)).path("client_secret").asText();
    }

    /** Sends a token request and returns the answer. */
    public HttpResponse<String> token(String clientId, String secret, String parameters)
            throws IOException, InterruptedException {
        return Answers.send(to("/oauth2/token")
                .header("Authorization", basic(clientId, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials" + parameters)));
    }

    /** The token that a client gets. */
    public String issued(String clientId, String secret, String scope) throws IOException, InterruptedException {
        HttpResponse<String> answer = token(clientId, secret, scope.isEmpty() ? "" : "&scope=" + encoded(scope));
        return Answers.json(successful(answer)).get("access_token").textValue();
    }

    /** The public keys, as anybody gets them. */
    public String jwks() throws IOException, InterruptedException {
        return good(to("/oauth2/jwks")).body();
    }

    /** An assertion (RFC 7523 §2.2) as it stands in a form, after other parameters. */
    public static String asserting(String assertion) {
        return "&client_assertion_type=" + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                + "&client_assertion=" + encoded(assertion);
    }

    public static String basic(String clientId, String secret) {
        String credentials = encoded(clientId) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        support.after();
        // Dropwizard leaves logging as it is before there is a configuration: talkative.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }

    private static HttpResponse<String> good(HttpRequest.Builder request) throws IOException, InterruptedException {
        return successful(Answers.send(request));
    }

    private static HttpResponse<String> successful(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return answer;
    }
}

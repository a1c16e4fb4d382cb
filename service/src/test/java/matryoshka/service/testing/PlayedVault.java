package matryoshka.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Vault's transit engine, as its HTTP API documents it: encrypts and decrypts for the bearer of one token. */
public final class PlayedVault implements AutoCloseable {
    public static final String TOKEN = "hvs.hush";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> plaintexts = new ConcurrentHashMap<>();

    private PlayedVault(HttpServer server) {
        this.server = server;
    }

    public static PlayedVault start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedVault vault = new PlayedVault(server);
            server.createContext("/v1/transit/", vault::answer);
            server.start();
            return vault;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI engine() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/transit");
    }

    /** From now on, nothing that it has encrypted can be decrypted. */
    public void loseKey() {
        plaintexts.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/v1/transit/encrypt/matryoshka" ->
                    encrypt(exchange, request.path("plaintext").asText());
                case "/v1/transit/decrypt/matryoshka" ->
                    decrypt(exchange, request.path("ciphertext").asText());
                default -> send(exchange, 404, "{\"errors\":[]}");
            }
        }
    }

    private void encrypt(HttpExchange exchange, String plaintext) throws IOException {
        if (plaintext.isEmpty() || Base64.getDecoder().decode(plaintext).length == 0) {
            send(exchange, 400, "{\"errors\":[\"missing plaintext to encrypt\"]}");
            return;
        }
        String ciphertext = "vault:v1:" + UUID.randomUUID();
        plaintexts.put(ciphertext, plaintext);
        send(exchange, 200, "{\"data\":{\"ciphertext\":\"" + ciphertext + "\",\"key_version\":1}}");
    }

    private void decrypt(HttpExchange exchange, String ciphertext) throws IOException {
        String plaintext = plaintexts.get(ciphertext);
        if (plaintext == null) {
            send(exchange, 400, "{\"errors\":[\"cipher: message authentication failed\"]}");
        } else {
            send(exchange, 200, "{\"data\":{\"plaintext\":\"" + plaintext + "\"}}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

package matryoshka.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS KMS as its API reference documents it: JSON 1.1, signed with Signature Version 4. Knows one account and one key. */
public final class PlayedKms implements AutoCloseable {
    public static final String ACCESS_KEY = "AKIDEXAMPLE";
    public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static final String REGION = "eu-central-1";
    public static final String KEY = "alias/matryoshka";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY
            + "/((\\d{8})/" + REGION + "/kms/aws4_request), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    private record Encrypted(String plaintext, JsonNode context) {}

    private final HttpServer server;
    private final Map<String, Encrypted> encrypted = new ConcurrentHashMap<>();

    private PlayedKms(HttpServer server) {
        this.server = server;
    }

    public static PlayedKms start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedKms kms = new PlayedKms(server);
            server.createContext("/", kms::answer);
            server.start();
            return kms;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gives this process credentials for it, until they are closed. */
    public static SystemProperties credentials() {
        return new SystemProperties()
                .set("aws.accessKeyId", ACCESS_KEY)
                .set("aws.secretAccessKey", SECRET_KEY)
                .set("aws.disableEc2Metadata", "true");
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** From now on, nothing that it has encrypted can be decrypted. */
    public void loseKey() {
        encrypted.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode request = JSON.readTree(body);
            if (!isSigned(exchange, body)) {
                refuse(exchange, "InvalidSignatureException");
            } else if (!request.path("KeyId").asText().equals(KEY)) {
                refuse(exchange, "NotFoundException");
            } else {
                switch (exchange.getRequestHeaders().getFirst("X-Amz-Target")) {
                    case "TrentService.Encrypt" -> encrypt(exchange, request);
                    case "TrentService.Decrypt" -> decrypt(exchange, request);
                    default -> refuse(exchange, "UnknownOperationException");
                }
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void encrypt(HttpExchange exchange, JsonNode request) throws IOException {
        String blob =
                Base64.getEncoder().encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        encrypted.put(blob, new Encrypted(request.path("Plaintext").asText(), request.path("EncryptionContext")));
        send(exchange, 200, Map.of("CiphertextBlob", blob, "KeyId", KEY, "EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private void decrypt(HttpExchange exchange, JsonNode request) throws IOException {
        Encrypted found = encrypted.get(request.path("CiphertextBlob").asText());
        if (found == null || !found.context().equals(request.path("EncryptionContext"))) {
            refuse(exchange, "InvalidCiphertextException");
        } else {
            send(exchange, 200, Map.of("Plaintext", found.plaintext(), "KeyId", KEY));
        }
    }

    private static void refuse(HttpExchange exchange, String type) throws IOException {
        send(exchange, 400, Map.of("__type", type));
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Computes the signature anew, as the documentation of Signature Version 4 describes it. */
    private static boolean isSigned(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
        Headers headers = exchange.getRequestHeaders();
        Matcher authorization = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
        if (!authorization.matches()) {
            return false;
        }
        List<String> names = List.of(authorization.group(3).split(";"));
        StringBuilder canonical = new StringBuilder(exchange.getRequestMethod()).append("\n/\n\n");
        for (String name : names) {
            canonical.append(name).append(':').append(headers.getFirst(name)).append('\n');
        }
        canonical.append('\n').append(authorization.group(3)).append('\n').append(sha256(body));
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                headers.getFirst("X-Amz-Date"),
                authorization.group(1),
                sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(authorization.group(2), REGION, "kms", "aws4_request")) {
            key = hmac(key, part);
        }
        return names.containsAll(List.of("host", "x-amz-date", "x-amz-target"))
                && HexFormat.of().formatHex(hmac(key, toSign)).equals(authorization.group(4));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}

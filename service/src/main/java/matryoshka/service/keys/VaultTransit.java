package matryoshka.service.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundOutcome;
import matryoshka.service.platform.outbound.OutboundRequest;

/** A key in the transit secrets engine of HashiCorp Vault, or of OpenBao. */
public final class VaultTransit implements KeyWrapper {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int BAD_REQUEST = 400;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutboundHttp http;
    private final URI engine;
    private final String key;
    private final Path tokenFile;

    /**
     * @param engine where the engine is mounted, such as {@code https://vault.example:8200/v1/transit}
     * @param tokenFile contains a token that may encrypt and decrypt with the key; read for each request, since an agent may replace it
     */
    public VaultTransit(OutboundHttp http, URI engine, String key, Path tokenFile) {
        this.http = http;
        this.engine = engine;
        this.key = key;
        this.tokenFile = tokenFile;
    }

    @Override
    public String name() {
        return "vault " + engine + " " + key;
    }

    @Override
    public byte[] wrap(byte[] dataKey) {
        JsonNode answer = ask("encrypt", "plaintext", Base64.getEncoder().encodeToString(dataKey))
                .orElseThrow(() -> new KeySetupException("Vault cannot encrypt with the key '" + key + "'."));
        return member(answer, "ciphertext").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped) {
        return ask("decrypt", "ciphertext", new String(wrapped, StandardCharsets.UTF_8))
                .map(answer -> decoded(member(answer, "plaintext")));
    }

    private byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            // Without the cause, which may quote the key.
            throw new KeySetupException("Vault's answer is not one of its transit engine.");
        }
    }

    private static String member(JsonNode answer, String name) {
        String value = answer.at("/data/" + name).asText("");
        if (value.isEmpty()) {
            throw new KeySetupException("Vault's answer is not one of its transit engine.");
        }
        return value;
    }

    /** Returns the answer; empty if Vault says that it cannot be done with this key. */
    private Optional<JsonNode> ask(String operation, String member, String value) {
        OutboundRequest request = new OutboundRequest(
                "POST",
                URI.create(engine + "/" + operation + "/" + key),
                Map.of("X-Vault-Token", token(), "Content-Type", "application/json", "Accept-Encoding", "identity"),
                Optional.of(JSON.createObjectNode().put(member, value).toString()),
                MAX_ANSWER_BYTES,
                PATIENCE);
        OutboundOutcome outcome = http.send(request).join();
        if (!(outcome instanceof OutboundOutcome.Answer answer)) {
            throw new KeySetupException("Vault at " + engine + " does not answer.");
        }
        if (answer.status() == BAD_REQUEST) {
            return Optional.empty();
        }
        if (answer.status() != OK) {
            throw new KeySetupException("Vault at " + engine + " answered " + answer.status()
                    + ". Check the token, its policy and the name of the key.");
        }
        try {
            return Optional.of(JSON.readTree(answer.body()));
        } catch (JsonProcessingException malformed) {
            // Without the cause, which may quote the key.
            throw new KeySetupException("Vault's answer is not one of its transit engine.");
        }
    }

    private String token() {
        try {
            return Files.readString(tokenFile, StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            throw new KeySetupException("The file with Vault's token, " + tokenFile + ", cannot be read: "
                    + unreadable.getClass().getSimpleName() + ".");
        }
    }
}

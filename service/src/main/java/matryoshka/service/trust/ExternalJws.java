package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;

/**
 * A compact JWS (RFC 7515 §7.1) of JSON objects, not verified. Strict: canonical base64url, no duplicate members, bounded depth. A JWE has
 * five parts and is refused.
 */
final class ExternalJws {
    private static final int PARTS = 3;

    private final JsonNode header;
    private final JsonNode payload;
    private final byte[] signed;
    private final byte[] signature;

    private ExternalJws(String[] parts) throws DocumentSyntaxException {
        header = object(parts[0]);
        payload = object(parts[1]);
        signature = decode(parts[2]);
        signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<ExternalJws> parse(String compact) {
        String[] parts = compact.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ExternalJws(parts));
        } catch (DocumentSyntaxException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    JsonNode header() {
        return header;
    }

    JsonNode payload() {
        return payload;
    }

    byte[] signed() {
        return signed.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    private static JsonNode object(String part) throws DocumentSyntaxException {
        JsonNode value = DocumentFormat.JSON.parse(decode(part));
        if (value.isObject()) {
            return value;
        }
        throw new IllegalArgumentException("no JSON object");
    }

    private static byte[] decode(String part) {
        byte[] decoded = Base64.getUrlDecoder().decode(part);
        if (Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(part)) {
            return decoded;
        }
        throw new IllegalArgumentException("not in canonical base64url");
    }
}

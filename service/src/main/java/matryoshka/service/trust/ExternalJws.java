package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.token.CompactJws;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;

/**
 * A compact JWS of JSON objects, not verified. Stricter than {@link CompactJws}: no duplicate members, bounded depth. A JWE has five parts
 * and is refused.
 */
final class ExternalJws {
    private final CompactJws compact;
    private final JsonNode header;
    private final JsonNode payload;

    private ExternalJws(CompactJws compact, JsonNode header, JsonNode payload) {
        this.compact = compact;
        this.header = header;
        this.payload = payload;
    }

    static Optional<ExternalJws> parse(String token) {
        return CompactJws.parse(token).flatMap(ExternalJws::parse);
    }

    private static Optional<ExternalJws> parse(CompactJws compact) {
        try {
            JsonNode header = DocumentFormat.JSON.parse(compact.header());
            JsonNode payload = DocumentFormat.JSON.parse(compact.payload());
            return header.isObject() && payload.isObject()
                    ? Optional.of(new ExternalJws(compact, header, payload))
                    : Optional.empty();
        } catch (DocumentSyntaxException malformed) {
            return Optional.empty();
        }
    }

    JsonNode header() {
        return header;
    }

    JsonNode payload() {
        return payload;
    }

    boolean isSignedBy(JwsPublicKey key, VerificationAlgorithm algorithm) {
        return key.hasSigned(compact, algorithm);
    }
}

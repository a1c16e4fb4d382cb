package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import matryoshka.graph.Violation;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.token.ClaimNames;
import matryoshka.token.IdentityClaims;
import org.jspecify.annotations.Nullable;

/** What is copied from an external token into this issuer's tokens, besides its subject. */
final class MappedClaims {
    private static final int MAX_BYTES = 2 * 1024;
    private static final int MAX_TEXT_CHARS = 255;
    private static final int MAX_METHODS = 16;

    private MappedClaims() {}

    /** Returns the claims in the mapping, by their names here; a null claim counts as absent. Empty if they cannot be copied. */
    static Optional<SortedMap<String, Object>> of(JsonNode claims, SortedMap<String, String> mapping) {
        ObjectNode mapped = JsonNodeFactory.instance.objectNode();
        mapping.forEach((theirs, ours) -> {
            if (claims.hasNonNull(theirs)) {
                mapped.set(ours, claims.get(theirs));
            }
        });
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(mapped, violations);
        return Optional.ofNullable(cursor)
                .map(ObjectCursor::values)
                .filter(values -> violations.isEmpty() && bytes(values) <= MAX_BYTES);
    }

    /** Returns how the user authenticated, as far as the claims have the form of the RFC. Malformed claims can only weaken the result. */
    static IdentityClaims identity(JsonNode claims) {
        JsonNode authTime = claims.path(ClaimNames.AUTH_TIME);
        return new IdentityClaims(
                authTime.isNumber() ? authTime.decimalValue() : null,
                text(claims.path(ClaimNames.ACR)),
                methods(claims.path(ClaimNames.AMR)));
    }

    private static List<String> methods(JsonNode amr) {
        List<String> methods = new ArrayList<>();
        amr.forEach(method -> Optional.ofNullable(text(method)).ifPresent(methods::add));
        return amr.isArray() && methods.size() == amr.size() && methods.size() <= MAX_METHODS ? methods : List.of();
    }

    private static @Nullable String text(JsonNode value) {
        boolean sound = value.isTextual()
                && !value.textValue().isEmpty()
                && value.textValue().length() <= MAX_TEXT_CHARS
                && value.textValue().codePoints().noneMatch(c -> Character.isISOControl(c) || isHalf(c));
        return sound ? value.textValue() : null;
    }

    private static boolean isHalf(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    private static int bytes(SortedMap<String, Object> values) {
        return StoredJson.print(values).getBytes(StandardCharsets.UTF_8).length;
    }
}

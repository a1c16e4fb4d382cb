package matryoshka.service.graph.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceAccess;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.json.Pointer;
import matryoshka.service.platform.json.PrivateJwkMembers;
import matryoshka.service.platform.json.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Reads one service. Keeps the parts that can be read, so that dependencies that name the service or its scopes are not reported for its
 * violations.
 */
final class ServiceReader {
    private ServiceReader() {}

    static @Nullable Service service(String name, JsonNode value, Pointer pointer, List<Violation> violations) {
        ObjectCursor cursor = ObjectCursor.of(value, pointer, violations);
        if (cursor == null) {
            return null;
        }
        String audience = cursor.text("audience");
        String context = cursor.text("context");
        String description = cursor.text("description");
        SortedSet<String> owners = cursor.texts("owners");
        Duration lifetime = cursor.duration("lifetime");
        SortedMap<String, String> scopes = scopes(cursor.object("scopes"));
        ServiceKeys keys = keys(cursor.object("keys"));
        ServiceAccess access = access(cursor);
        cursor.refuseOthers();
        return new Service(
                name,
                audience,
                context,
                description,
                owners == null ? Sorted.set(Set.of()) : owners,
                lifetime,
                scopes,
                keys,
                access);
    }

    private static ServiceAccess access(ObjectCursor service) {
        SortedSet<String> hosts = service.notEmpty("hosts");
        SortedSet<String> presenters = service.notEmpty("presenters");
        return new ServiceAccess(
                hosts == null ? Sorted.set(Set.of()) : hosts, presenters == null ? Sorted.set(Set.of()) : presenters);
    }

    static SortedMap<String, String> scopes(@Nullable ObjectCursor scopes) {
        return scopes == null ? Sorted.map(Map.of()) : scopes.entries(ServiceReader::description);
    }

    /** A scope exists even if its description is omitted or cannot be read. */
    private static String description(String scope, JsonNode value, Pointer pointer, List<Violation> violations) {
        if (value.isNull()) {
            return "";
        }
        String description = Shape.text(value, pointer, violations);
        return description == null ? "" : description;
    }

    static ServiceKeys keys(@Nullable ObjectCursor keys) {
        if (keys == null) {
            return ServiceKeys.NONE;
        }
        List<Confirmation> confirmations = keys.objectOrObjects("confirmation").stream()
                .flatMap(key -> confirmation(key).stream())
                .toList();
        SortedMap<String, String> encryption = encryption(keys.object("encryption"));
        keys.refuseOthers();
        return new ServiceKeys(confirmations, encryption);
    }

    private static Optional<Confirmation> confirmation(ObjectCursor cursor) {
        boolean byKey = cursor.has("jkt");
        if (byKey == cursor.has("x5t#S256")) {
            cursor.report("key", "A confirmation must have either \"jkt\" or \"x5t#S256\".");
        }
        String method = byKey ? "jkt" : "x5t#S256";
        String thumbprint = cursor.text(method);
        cursor.refuseOthers();
        return Optional.ofNullable(thumbprint).map(text -> new Confirmation(method, text));
    }

    private static @Nullable SortedMap<String, String> encryption(@Nullable ObjectCursor jwk) {
        if (jwk == null) {
            return null;
        }
        SortedMap<String, String> members = new TreeMap<>(jwk.entries(ServiceReader::jwkMember));
        members.keySet().removeAll(PrivateJwkMembers.NAMES);
        return members;
    }

    private static @Nullable String jwkMember(
            String name, JsonNode value, Pointer pointer, List<Violation> violations) {
        if (PrivateJwkMembers.NAMES.contains(name)) {
            violations.add(
                    new Violation(
                            pointer.toString(),
                            "private-key",
                            "This member is private: the key is now exposed. Replace it, and publish only the new public part."));
            return null;
        }
        return Shape.text(value, pointer, violations);
    }
}

package matryoshka.service.trust;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/** Writes the state of an issuer's keys as JSON. Times are in seconds since 1970. */
final class KeySetJson {
    private KeySetJson() {}

    /** @param jwksUri where the keys are fetched from, or null if they are registered */
    static ObjectNode state(@Nullable URI jwksUri, KeySetState state, Instant now) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (jwksUri != null) {
            node.put("jwks_uri", jwksUri.toString());
        }
        ArrayNode keys = node.putArray("keys");
        ArrayNode unusable = node.putArray("unusable");
        if (state.keys() != null) {
            state.keys().usable().forEach(key -> write(keys.addObject(), key));
            state.keys()
                    .faulty()
                    .forEach(key -> named(unusable.addObject(), key.kid()).put("reason", key.reason()));
        }
        put(node, "fetched_at", now, negated(state.keysAge()));
        put(node, "attempted_at", now, negated(state.attemptAge()));
        if (state.failure() != null) {
            node.put("failure", state.failure());
        }
        put(node, "next_fetch_at", now, isLater(state.untilNext()) ? state.untilNext() : null);
        return node;
    }

    private static void write(ObjectNode node, JwsPublicKey key) {
        ArrayNode algorithms = named(node, key.kid()).putArray("algorithms");
        Arrays.stream(VerificationAlgorithm.values())
                .filter(key::isFor)
                .map(VerificationAlgorithm::joseName)
                .forEach(algorithms::add);
    }

    private static ObjectNode named(ObjectNode node, @Nullable String kid) {
        return kid == null ? node : node.put("kid", kid);
    }

    private static boolean isLater(Duration wait) {
        return wait.compareTo(Duration.ZERO) > 0;
    }

    private static @Nullable Duration negated(@Nullable Duration age) {
        return age == null ? null : age.negated();
    }

    private static void put(ObjectNode node, String name, Instant now, @Nullable Duration later) {
        if (later != null) {
            node.put(name, now.plus(later).getEpochSecond());
        }
    }
}

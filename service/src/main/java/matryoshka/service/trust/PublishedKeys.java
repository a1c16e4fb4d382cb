package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.Weight;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.json.TooManyElementsException;
import matryoshka.service.trust.JwkReader.Result.PassedOver;
import matryoshka.service.trust.JwkReader.Result.Usable;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/** A JWK set (RFC 7517 §5) of another issuer. Skips keys that cannot be used. Immutable. */
final class PublishedKeys implements Weighed {
    private static final int MAX_KEYS = 100;
    /** The weight of a key without an RSA modulus. */
    private static final long KEY_BYTES = 4_096;
    /** A modulus is stored as a number and in encodings. */
    private static final int COPIES_OF_MODULUS = 4;

    private final List<JwsPublicKey> keys;
    private final List<PassedOver> passedOver;

    private PublishedKeys(List<JwsPublicKey> keys, List<PassedOver> passedOver) {
        this.keys = List.copyOf(keys);
        this.passedOver = List.copyOf(passedOver);
    }

    /** The result of reading a set. */
    sealed interface Reading {
        record Read(PublishedKeys keys) implements Reading {}

        /**
         * The set cannot be used.
         *
         * @param reason part of a sentence
         */
        record Refused(String reason) implements Reading {}
    }

    static Reading read(String json) {
        JsonNode list;
        try {
            list = DocumentFormat.JSON
                    .parse(json.getBytes(StandardCharsets.UTF_8), ElementLimits.SMALL, Room.UNBOUNDED)
                    .path("keys");
        } catch (DocumentSyntaxException malformed) {
            return new Reading.Refused("the body is not well-formed JSON");
        } catch (TooManyElementsException tooMany) {
            return new Reading.Refused("the body has too many values");
        }
        if (!list.isArray()) {
            return new Reading.Refused("the body has no list \"keys\"");
        }
        return list.size() > MAX_KEYS
                ? new Reading.Refused("the set has more than " + MAX_KEYS + " keys")
                : new Reading.Read(of(list));
    }

    private static PublishedKeys of(JsonNode list) {
        List<JwsPublicKey> keys = new ArrayList<>();
        List<PassedOver> passedOver = new ArrayList<>();
        for (JsonNode jwk : list) {
            JwkReader.Result result = JwkReader.read(jwk);
            if (result instanceof Usable usable) {
                keys.add(usable.key());
            } else {
                passedOver.add((PassedOver) result);
            }
        }
        return new PublishedKeys(keys, passedOver);
    }

    /** Returns whether every key of the set can be used. */
    boolean isWhole() {
        return passedOver.isEmpty();
    }

    List<JwsPublicKey> usable() {
        return keys;
    }

    /** Returns the keys that were meant to verify signatures and cannot be used. */
    List<PassedOver> faulty() {
        return passedOver.stream().filter(key -> key.reason() != null).toList();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Returns whether the set has a key with this name, even an unusable one. A missing name matches no other key. */
    boolean names(@Nullable String kid) {
        return kid == null
                || keys.stream().anyMatch(key -> kid.equals(key.kid()))
                || passedOver.stream().anyMatch(key -> kid.equals(key.kid()));
    }

    /** Returns the key that a token names, or the only key if the token names none (RFC 7515 §4.1.4). */
    Optional<JwsPublicKey> find(@Nullable String kid, VerificationAlgorithm algorithm) {
        if (kid == null && keys.size() != 1) {
            return Optional.empty();
        }
        return keys.stream()
                .filter(key -> (kid == null || kid.equals(key.kid())) && key.isFor(algorithm))
                .findFirst();
    }

    /** Returns, for each key that was meant to verify signatures and cannot be used, what is wrong with it. */
    List<String> flaws() {
        return passedOver.stream()
                .map(PassedOver::reason)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public long weight() {
        return keys.stream().mapToLong(PublishedKeys::weight).sum()
                + passedOver.stream()
                        .mapToLong(key ->
                                64 + 2L * (key.kid() == null ? 0 : key.kid().length()))
                        .sum();
    }

    private static long weight(JwsPublicKey key) {
        int bits = key.key() instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
        return KEY_BYTES + Weight.of(key.kid()) + (long) COPIES_OF_MODULUS * bits / Byte.SIZE;
    }
}

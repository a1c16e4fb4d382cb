package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.Weight;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.json.PrivateJwkMembers;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.json.TooManyElementsException;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.VerificationKey;
import org.jspecify.annotations.Nullable;

/** A JWK set (RFC 7517 §5) of somebody else, as far as it is of use: what in it we do not understand is passed over. Immutable. */
final class PublishedKeys implements Weighed {
    private static final int MAX_KEYS = 100;
    private static final int MAX_RSA_BITS = 8192;
    /** Of a key, without an RSA modulus. */
    private static final long KEY_BYTES = 4_096;
    /** A modulus is kept as a number, and in encodings. */
    private static final int COPIES_OF_MODULUS = 4;

    private final List<Key> keys;
    private final int published;

    private PublishedKeys(List<Key> keys, int published) {
        this.keys = List.copyOf(keys);
        this.published = published;
    }

    /** @param algorithm the one that the key says it is for, or null */
    private record Key(@Nullable String kid, @Nullable SigningAlgorithm algorithm, PublicKey key) {
        boolean verifies(SigningAlgorithm wanted) {
            return (algorithm == null || algorithm == wanted) && wanted.fits(key);
        }

        long weight() {
            int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
            return KEY_BYTES + Weight.of(kid) + (long) COPIES_OF_MODULUS * bits / Byte.SIZE;
        }
    }

    /** Empty when this is no JWK set. */
    static Optional<PublishedKeys> parse(String json) {
        JsonNode list;
        try {
            list = DocumentFormat.JSON
                    .parse(json.getBytes(StandardCharsets.UTF_8), ElementLimits.SMALL, Room.UNBOUNDED)
                    .path("keys");
        } catch (DocumentSyntaxException | TooManyElementsException noKeys) {
            return Optional.empty();
        }
        if (!list.isArray() || list.size() > MAX_KEYS) {
            return Optional.empty();
        }
        List<Key> keys = new ArrayList<>();
        list.forEach(jwk -> key(jwk).ifPresent(keys::add));
        return Optional.of(new PublishedKeys(keys, list.size()));
    }

    /** Whether every key of the set is of use. */
    boolean isWhole() {
        return keys.size() == published;
    }

    /** The key that a token names, or the only one when it names none (RFC 7515 §4.1.4); the key says the algorithm, not the token alone. */
    Optional<VerificationKey> find(@Nullable String kid, SigningAlgorithm algorithm) {
        if (kid == null && keys.size() != 1) {
            return Optional.empty();
        }
        return keys.stream()
                .filter(key -> (kid == null || kid.equals(key.kid())) && key.verifies(algorithm))
                .findFirst()
                .map(key -> new VerificationKey(algorithm, key.key()));
    }

    @Override
    public long weight() {
        return keys.stream().mapToLong(Key::weight).sum();
    }

    private static Optional<Key> key(JsonNode node) {
        // A published private key is anybody's.
        if (!(node instanceof ObjectNode object)
                || PrivateJwkMembers.NAMES.stream().anyMatch(object::has)) {
            return Optional.empty();
        }
        boolean says = object.path("alg").isTextual();
        ObjectNode complete = object.deepCopy();
        if (!says) {
            complete.put("alg", anAlgorithm(object).joseName());
        }
        try {
            JWK jwk = JWK.parse(complete.toString());
            return isForSignatures(jwk)
                    ? VerificationKey.of(jwk)
                            .filter(key -> isBearable(key.publicKey()))
                            .map(key -> new Key(jwk.getKeyID(), says ? key.algorithm() : null, key.publicKey()))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException | IllegalStateException unusable) {
            return Optional.empty();
        }
    }

    /** Many a key of RSA leaves open which of two algorithms it is for. */
    private static SigningAlgorithm anAlgorithm(ObjectNode key) {
        return switch (key.path("kty").asText()) {
            case "RSA" -> SigningAlgorithm.RS256;
            case "OKP" -> SigningAlgorithm.EdDSA;
            default -> SigningAlgorithm.ES256;
        };
    }

    private static boolean isForSignatures(JWK jwk) {
        return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
                && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    /** Larger ones only cost time. */
    private static boolean isBearable(PublicKey key) {
        return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    }
}

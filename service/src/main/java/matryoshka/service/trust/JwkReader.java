package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import matryoshka.service.platform.json.PrivateJwkMembers;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.PublicKeys;
import matryoshka.token.RsaKeySizes;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/** Reads one key of another issuer's JWK set (RFC 7517 §4). Ignores members that do not affect its use here, such as {@code x5c}. */
final class JwkReader {
    /** The members of the key material itself. */
    private static final List<String> VALUE = List.of("kty", "crv", "x", "y", "n", "e");

    private JwkReader() {}

    /** The result of reading a key. */
    sealed interface Result {

        /** The key can be used. */
        record Usable(JwsPublicKey key) implements Result {}

        /**
         * The key cannot be used.
         *
         * @param kid as published, or null
         * @param reason part of a sentence; null for a key that was never meant to verify signatures
         */
        record PassedOver(@Nullable String kid, @Nullable String reason) implements Result {}
    }

    static Result read(JsonNode jwk) {
        String kid = jwk.path("kid").textValue();
        if (!(jwk instanceof ObjectNode object) || (jwk.has("kid") && kid == null)) {
            return new Result.PassedOver(kid, "it is malformed");
        }
        if ("enc".equals(jwk.path("use").textValue())) {
            return new Result.PassedOver(kid, null);
        }
        return flaw(object)
                .<Result>map(reason -> new Result.PassedOver(kid, reason))
                .orElseGet(() -> ofValue(object, kid));
    }

    /** Returns why the key's own members make it unusable, if they do. */
    private static Optional<String> flaw(ObjectNode jwk) {
        if (PrivateJwkMembers.NAMES.stream().anyMatch(jwk::has)) {
            // Anybody can use a published private key.
            return Optional.of("its private part is published");
        }
        if (jwk.has("use") && !"sig".equals(jwk.get("use").textValue())) {
            return Optional.of("its use is not sig");
        }
        if (jwk.has("key_ops") && !namesVerify(jwk.get("key_ops"))) {
            return Optional.of("its key_ops do not name verify");
        }
        return jwk.has("alg") && algorithm(jwk).isEmpty() ? Optional.of("its alg is not supported") : Optional.empty();
    }

    private static Result ofValue(ObjectNode jwk, @Nullable String kid) {
        Optional<PublicKey> value = value(jwk);
        if (value.isEmpty()) {
            return new Result.PassedOver(kid, "its type, curve or value is not supported");
        }
        JwsPublicKey key = new JwsPublicKey(kid, algorithm(jwk).orElse(null), value.get());
        return key.isForAny() && RsaKeySizes.REGISTERED.accept(key.key())
                ? new Result.Usable(key)
                : new Result.PassedOver(kid, "its alg, curve or length does not fit");
    }

    private static Optional<PublicKey> value(ObjectNode jwk) {
        try {
            return PublicKeys.of(JWK.parse(jwk.deepCopy().retain(VALUE).toString()));
        } catch (ParseException | IllegalArgumentException | IllegalStateException noKey) {
            return Optional.empty();
        }
    }

    private static Optional<VerificationAlgorithm> algorithm(ObjectNode jwk) {
        return Optional.ofNullable(jwk.path("alg").textValue()).flatMap(VerificationAlgorithm::named);
    }

    /** RFC 7517 §4.3: an array of strings, which may include unknown ones. */
    private static boolean namesVerify(JsonNode operations) {
        boolean found = false;
        for (JsonNode operation : operations) {
            if (!operation.isTextual()) {
                return false;
            }
            found |= operation.textValue().equals("verify");
        }
        return operations.isArray() && found;
    }
}

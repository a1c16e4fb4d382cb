package matryoshka.service.clients.authentication;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import matryoshka.token.PublicKeys;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/** The registered public keys of a client ({@code jwks}). The key determines the algorithm, not the JWT (RFC 8725 §3.1). */
final class RegisteredKeys {
    private final List<JWK> keys;

    private RegisteredKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /** @param jwks as registered, or null for no keys */
    static RegisteredKeys of(@Nullable String jwks) {
        try {
            return new RegisteredKeys(
                    jwks == null ? List.of() : JWKSet.parse(jwks).getKeys());
        } catch (ParseException impossible) {
            throw new IllegalStateException("stored keys cannot be read back", impossible);
        }
    }

    List<JWK> all() {
        return keys;
    }

    /** Returns the keys that {@code use} and {@code key_ops} (RFC 7517 §4.2, §4.3) do not reserve for anything but signatures. */
    List<JWK> forSignatures() {
        return keys.stream().filter(RegisteredKeys::isForSignatures).toList();
    }

    /** Returns whether one of the keys signed this JWT: the named key or, if none is named, any key for its algorithm. */
    boolean haveSigned(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        Optional<VerificationAlgorithm> algorithm =
                VerificationAlgorithm.named(header.getAlgorithm().getName());
        return algorithm.isPresent()
                && forSignatures().stream()
                        .filter(key ->
                                header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
                        .filter(key -> isFor(key, algorithm.get()))
                        .anyMatch(key -> hasSigned(key, jwt, algorithm.get()));
    }

    private static boolean isForSignatures(JWK key) {
        return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static boolean isFor(JWK key, VerificationAlgorithm algorithm) {
        return key.getAlgorithm() == null
                || VerificationAlgorithm.named(key.getAlgorithm().getName())
                        .filter(algorithm::isSameAs)
                        .isPresent();
    }

    private static boolean hasSigned(JWK jwk, SignedJWT jwt, VerificationAlgorithm algorithm) {
        Optional<PublicKey> key = PublicKeys.of(jwk);
        return key.isPresent()
                && algorithm.verifies(
                        key.get(), jwt.getSigningInput(), jwt.getSignature().decode());
    }
}

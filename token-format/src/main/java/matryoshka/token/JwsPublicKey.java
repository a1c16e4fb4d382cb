package matryoshka.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key of a client or of another issuer that verifies signatures. The key limits the algorithms, whatever a header says (RFC 8725
 * §3.1).
 *
 * @param kid its name in its JWK set, or null
 * @param algorithm the only algorithm that its JWK allows; null if the JWK names none, so that its type and curve decide
 */
public record JwsPublicKey(@Nullable String kid, @Nullable VerificationAlgorithm algorithm, PublicKey key) {
    /** Returns the key of a JWK; empty for a private key, a key for another purpose, and an unsupported or invalid one. */
    public static Optional<JwsPublicKey> of(JWK jwk) {
        if (jwk.isPrivate() || !isForSignatures(jwk)) {
            return Optional.empty();
        }
        Optional<PublicKey> key = PublicKeys.of(jwk);
        if (jwk.getAlgorithm() == null) {
            return key.map(value -> new JwsPublicKey(jwk.getKeyID(), null, value));
        }
        return VerificationAlgorithm.named(jwk.getAlgorithm().getName())
                .flatMap(algorithm -> key.map(value -> new JwsPublicKey(jwk.getKeyID(), algorithm, value)));
    }

    /** Returns whether {@code use} and {@code key_ops} (RFC 7517 §4.2, §4.3) allow to verify signatures. */
    public static boolean isForSignatures(JWK jwk) {
        return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
                && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    /** Returns whether the key can verify this algorithm. */
    public boolean isFor(VerificationAlgorithm wanted) {
        return (algorithm == null || algorithm.isSameAs(wanted)) && wanted.fits(key);
    }

    /** Returns whether the key can verify any algorithm. */
    public boolean isForAny() {
        return Arrays.stream(VerificationAlgorithm.values()).anyMatch(this::isFor);
    }

    /** Returns whether this key has signed a JWS with the algorithm that the header of the JWS names. Never throws. */
    public boolean hasSigned(CompactJws jws, VerificationAlgorithm named) {
        return isFor(named) && jws.isSignedBy(key, named);
    }
}

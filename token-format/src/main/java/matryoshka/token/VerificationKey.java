package matryoshka.token;

import com.nimbusds.jose.jwk.JWK;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * A public key and the one algorithm it verifies (RFC 8725 §3.1: the key determines the algorithm, not the token). Throws
 * {@code IllegalArgumentException} for a key of another algorithm.
 */
public record VerificationKey(SigningAlgorithm algorithm, PublicKey publicKey) {
    public VerificationKey {
        if (!algorithm.fits(publicKey)) {
            throw new IllegalArgumentException("not a key for " + algorithm);
        }
    }

    public static VerificationKey of(SigningKey key) {
        return new VerificationKey(key.algorithm(), key.publicKey());
    }

    /** Returns the key of a published JWK with a known {@code alg}; empty for any other, since RFC 7517 §5 says to ignore unknown keys. */
    public static Optional<VerificationKey> of(JWK jwk) {
        return Arrays.stream(SigningAlgorithm.values())
                .filter(algorithm -> algorithm.jwsAlgorithm().equals(jwk.getAlgorithm()))
                .findFirst()
                .flatMap(algorithm -> of(algorithm, jwk));
    }

    private static Optional<VerificationKey> of(SigningAlgorithm algorithm, JWK jwk) {
        return PublicKeys.of(jwk).filter(algorithm::fits).map(key -> new VerificationKey(algorithm, key));
    }
}

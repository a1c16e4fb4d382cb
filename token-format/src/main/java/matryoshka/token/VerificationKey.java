package matryoshka.token;

import com.nimbusds.jose.jwk.JWK;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * A public key and the one algorithm it verifies (RFC 8725 §3.1: the key, not the token, says the algorithm); another
 * algorithm's key is an {@code IllegalArgumentException}.
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

    /** The key of a published JWK with an {@code alg} we know; empty for any other, as RFC 7517 §5 wants unknown keys ignored. */
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

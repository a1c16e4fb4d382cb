package matryoshka.service.trust;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import matryoshka.service.platform.caches.Weight;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A public key of a trusted issuer.
 *
 * @param kid its name in the set, or null
 * @param algorithm the algorithm that the key itself names, or null
 */
record PublishedKey(@Nullable String kid, @Nullable VerificationAlgorithm algorithm, PublicKey key) {
    /** The weight without an RSA modulus. */
    private static final long KEY_BYTES = 4_096;
    /** A modulus is stored as a number and in encodings. */
    private static final int COPIES_OF_MODULUS = 4;

    /** Returns whether the key can verify this algorithm. The key decides that, not the token alone (RFC 8725 §3.1). */
    boolean isFor(VerificationAlgorithm wanted) {
        return (algorithm == null || algorithm.isSameAs(wanted)) && wanted.fits(key);
    }

    boolean isForAny() {
        return Arrays.stream(VerificationAlgorithm.values()).anyMatch(this::isFor);
    }

    long weight() {
        int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
        return KEY_BYTES + Weight.of(kid) + (long) COPIES_OF_MODULUS * bits / Byte.SIZE;
    }
}

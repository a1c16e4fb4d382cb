package matryoshka.service.trust;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import matryoshka.service.platform.caches.Weight;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A key of a trusted issuer by which tokens can be verified.
 *
 * @param kid its name in the set, or null
 * @param algorithm the one that the key says it is for, or null
 */
record PublishedKey(@Nullable String kid, @Nullable VerificationAlgorithm algorithm, PublicKey key) {
    /** Without an RSA modulus. */
    private static final long KEY_BYTES = 4_096;
    /** A modulus is kept as a number, and in encodings. */
    private static final int COPIES_OF_MODULUS = 4;

    /** Whether it can verify this algorithm. The key says what it is for, not the token alone (RFC 8725 §3.1). */
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

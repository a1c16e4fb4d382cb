package matryoshka.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key and the one algorithm it verifies (RFC 8725 §3.1: the key, not the token, says the algorithm); another
 * algorithm's key is an {@code IllegalArgumentException}.
 */
public record VerificationKey(SigningAlgorithm algorithm, PublicKey publicKey) {
    /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 §4). */
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_PUBLIC_BYTES = 32;

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
        try {
            PublicKey key;
            if (jwk instanceof ECKey ec) {
                key = ec.toECPublicKey();
            } else if (jwk instanceof RSAKey rsa) {
                key = rsa.toRSAPublicKey();
            } else if (jwk instanceof OctetKeyPair okp && Curve.Ed25519.equals(okp.getCurve())) {
                key = SigningAlgorithm.EdDSA.publicKey(spki(okp.getDecodedX()));
            } else {
                return Optional.empty();
            }
            return Optional.of(new VerificationKey(algorithm, key));
        } catch (JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] spki(byte[] raw) {
        if (raw.length != ED25519_PUBLIC_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(ED25519_SPKI);
        spki.writeBytes(raw);
        return spki.toByteArray();
    }
}

package matryoshka.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * The algorithms that the issuer signs with; each constant has its JOSE name (RFC 7518 §3.1, RFC 8037 §3.1; EdDSA is Ed25519 only). How a
 * signature is verified is told by {@link VerificationAlgorithm}.
 */
public enum SigningAlgorithm {
    ES256("EC", VerificationAlgorithm.ES256),
    EdDSA("Ed25519", VerificationAlgorithm.EdDSA),
    RS256("RSA", VerificationAlgorithm.RS256),
    PS256("RSA", VerificationAlgorithm.PS256);

    private final String keyType;
    private final VerificationAlgorithm verification;

    SigningAlgorithm(String keyType, VerificationAlgorithm verification) {
        this.keyType = keyType;
        this.verification = verification;
    }

    /** Returns the value of {@code alg} in a header or a JWK. */
    public String joseName() {
        return name();
    }

    JWSAlgorithm jwsAlgorithm() {
        return JWSAlgorithm.parse(name());
    }

    /** Returns the length in bytes of every signature that a key makes or verifies. */
    public int signatureBytes(PublicKey key) {
        return verification.signatureBytes(key);
    }

    /** Returns whether a key can verify this algorithm, by its type, curve and size. */
    public boolean fits(PublicKey key) {
        return verification.fits(key);
    }

    KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
            generator.initialize(keyParameters(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private AlgorithmParameterSpec keyParameters() {
        return switch (this) {
            case ES256 -> new ECGenParameterSpec("secp256r1");
            case EdDSA -> NamedParameterSpec.ED25519;
            case RS256, PS256 -> new RSAKeyGenParameterSpec(RsaKeySizes.MIN_BITS, RSAKeyGenParameterSpec.F4);
        };
    }

    /**
     * Reads a public key.
     *
     * @param spki X.509 SubjectPublicKeyInfo
     * @throws IllegalArgumentException if the bytes are not a key for this algorithm
     */
    public PublicKey publicKey(byte[] spki) {
        try {
            PublicKey key = KeyFactory.getInstance(keyType).generatePublic(new X509EncodedKeySpec(spki));
            if (fits(key)) {
                return key;
            }
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        } catch (GeneralSecurityException e) {
            // The cause may quote the key.
        }
        throw new IllegalArgumentException("not a public key for " + this);
    }

    PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(keyType).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        } catch (GeneralSecurityException e) {
            // Without the cause, which may quote the key.
            throw new IllegalArgumentException("not a private key for " + this);
        }
    }

    /** Returns how its signatures are verified. */
    VerificationAlgorithm verification() {
        return verification;
    }

    private IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java runtime lacks what " + this + " needs", e);
    }
}

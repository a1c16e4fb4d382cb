package matryoshka.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** Signature algorithms for tokens; each constant has its JOSE name (RFC 7518 §3.1, RFC 8037 §3.1; EdDSA is Ed25519 only). */
public enum SigningAlgorithm {
    ES256("EC", "SHA256withECDSAinP1363Format"),
    EdDSA("Ed25519", "Ed25519"),
    RS256("RSA", "SHA256withRSA"),
    PS256("RSA", "RSASSA-PSS");

    private static final int MIN_RSA_BITS = 2048;

    private final String keyType;
    private final String signature;

    SigningAlgorithm(String keyType, String signature) {
        this.keyType = keyType;
        this.signature = signature;
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
        return key instanceof RSAPublicKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : 64;
    }

    /** Returns whether a key can verify this algorithm, by its type, curve and size. */
    public boolean fits(PublicKey key) {
        return switch (this) {
            case ES256 -> key instanceof ECPublicKey ec && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()));
            case EdDSA ->
                key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519");
            case RS256, PS256 ->
                key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
        };
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
            case RS256, PS256 -> new RSAKeyGenParameterSpec(MIN_RSA_BITS, RSAKeyGenParameterSpec.F4);
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

    /** Returns a new signature object, from the first provider that has it if {@code provider} is null. */
    Signature signature(@Nullable Provider provider) throws GeneralSecurityException {
        Signature fresh =
                provider == null ? Signature.getInstance(signature) : Signature.getInstance(signature, provider);
        if (this == PS256) {
            // RFC 7518 §3.5: the salt is as long as the digest.
            fresh.setParameter(new PSSParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return fresh;
    }

    private IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java runtime lacks what " + this + " needs", e);
    }
}

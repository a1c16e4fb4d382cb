package matryoshka.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** A key pair that signs tokens. Its string form never shows the private part. Immutable. */
public final class SigningKey {
    /** Short, since it is in every token; 48 bits do not collide among the few keys of one issuer. */
    private static final int KID_LENGTH = 8;

    private static final int ED25519_PUBLIC_BYTES = 32;

    private final SigningAlgorithm algorithm;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final JWK publicJwk;

    private SigningKey(SigningAlgorithm algorithm, KeyPair pair) {
        this.algorithm = algorithm;
        this.privateKey = pair.getPrivate();
        this.publicKey = pair.getPublic();
        this.publicJwk = publicJwk(algorithm, publicKey);
    }

    public static SigningKey generate(SigningAlgorithm algorithm, SecureRandom random) {
        return new SigningKey(algorithm, algorithm.generate(random));
    }

    /**
     * Restores a key from its encodings.
     *
     * @param pkcs8 the private key, PKCS#8
     * @param spki the public key, X.509 SubjectPublicKeyInfo
     * @throws IllegalArgumentException if they are not keys for the algorithm or do not belong together
     */
    public static SigningKey restore(SigningAlgorithm algorithm, byte[] pkcs8, byte[] spki) {
        SigningKey key = new SigningKey(algorithm, new KeyPair(algorithm.publicKey(spki), algorithm.privateKey(pkcs8)));
        if (!key.isPair()) {
            throw new IllegalArgumentException("the private and the public key of " + key + " do not belong together");
        }
        return key;
    }

    private boolean isPair() {
        try {
            return SignatureProvider.verifies(algorithm, null, null, new KeyPair(publicKey, privateKey));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns the first 8 characters of the RFC 7638 thumbprint, base64url. */
    public String kid() {
        return publicJwk.getKeyID();
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** Returns the public key as published (RFC 7517): with {@code kid}, {@code alg} and {@code use: sig}. */
    public JWK publicJwk() {
        return publicJwk;
    }

    /** Returns the PKCS#8 encoding: secret. */
    public byte[] encodedPrivate() {
        return privateKey.getEncoded();
    }

    /** Returns the X.509 SubjectPublicKeyInfo. */
    public byte[] encodedPublic() {
        return publicKey.getEncoded();
    }

    @Override
    public String toString() {
        return kid() + " (" + algorithm.joseName() + ")";
    }

    /** Returns a public key as published, for a pair without its private key. */
    public static JWK publicJwk(SigningAlgorithm algorithm, PublicKey key) {
        try {
            return switch (algorithm) {
                case ES256 -> {
                    ECKey bare = new ECKey.Builder(Curve.P_256, (ECPublicKey) key).build();
                    yield new ECKey.Builder(bare)
                            .keyID(kid(bare))
                            .algorithm(algorithm.jwsAlgorithm())
                            .keyUse(KeyUse.SIGNATURE)
                            .build();
                }
                case EdDSA -> {
                    OctetKeyPair bare = new OctetKeyPair.Builder(Curve.Ed25519, rawEd25519(key)).build();
                    yield new OctetKeyPair.Builder(bare)
                            .keyID(kid(bare))
                            .algorithm(algorithm.jwsAlgorithm())
                            .keyUse(KeyUse.SIGNATURE)
                            .build();
                }
                case RS256, PS256 -> {
                    RSAKey bare = new RSAKey.Builder((RSAPublicKey) key).build();
                    yield new RSAKey.Builder(bare)
                            .keyID(kid(bare))
                            .algorithm(algorithm.jwsAlgorithm())
                            .keyUse(KeyUse.SIGNATURE)
                            .build();
                }
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("no thumbprint of a public key", e);
        }
    }

    private static String kid(JWK bare) throws JOSEException {
        return bare.computeThumbprint().toString().substring(0, KID_LENGTH);
    }

    /** A SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) ends with the 32 bytes of the key. */
    private static Base64URL rawEd25519(PublicKey key) {
        byte[] spki = key.getEncoded();
        return Base64URL.encode(Arrays.copyOfRange(spki, spki.length - ED25519_PUBLIC_BYTES, spki.length));
    }
}

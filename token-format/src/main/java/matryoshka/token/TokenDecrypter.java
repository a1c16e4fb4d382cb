package matryoshka.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts confidential tokens with one private key of their holder: what {@link Recipient} is for the public one. Thread-safe. The string
 * form shows no key.
 */
public final class TokenDecrypter {
    private final @Nullable String kid;
    private final PrivateKey key;

    private TokenDecrypter(@Nullable String kid, PrivateKey key) {
        this.kid = kid;
        this.key = key;
        try {
            decrypter();
        } catch (JOSEException unsupported) {
            // Without the cause, which may quote the key.
            throw unsupported();
        }
    }

    /**
     * Takes a private JWK (RFC 7517).
     *
     * @throws IllegalArgumentException with a message that quotes no key material, if it is public or unsupported
     */
    public static TokenDecrypter of(JWK jwk) {
        return new TokenDecrypter(jwk.getKeyID(), privateKey(jwk));
    }

    /**
     * Takes a private key of the Java platform: RSA, X25519, or EC on P-256, P-384 or P-521.
     *
     * @throws IllegalArgumentException with a message that quotes no key material, if it is unsupported
     */
    public static TokenDecrypter of(PrivateKey key) {
        return new TokenDecrypter(null, key);
    }

    private static PrivateKey privateKey(JWK jwk) {
        try {
            if (jwk.isPrivate() && jwk instanceof RSAKey rsa) {
                return rsa.toPrivateKey();
            }
            if (jwk.isPrivate() && jwk instanceof ECKey ec) {
                return ec.toPrivateKey();
            }
            if (jwk.isPrivate() && jwk instanceof OctetKeyPair pair && Curve.X25519.equals(pair.getCurve())) {
                return X25519.privateKey(pair);
            }
        } catch (JOSEException | GeneralSecurityException invalid) {
            // Without the cause, which may quote the key.
            throw unsupported();
        }
        throw unsupported();
    }

    private static IllegalArgumentException unsupported() {
        return new IllegalArgumentException(
                "A decryption key must be private: RSA, X25519, or EC on P-256, P-384 or P-521.");
    }

    /** Returns the JWS in a compact JWE; empty if it is not encrypted to this key as the issuer encrypts, or names another key. */
    public Optional<String> decrypt(String compact) {
        try {
            JWEObject jwe = JWEObject.parse(compact);
            if (!isSupported(jwe.getHeader())) {
                return Optional.empty();
            }
            jwe.decrypt(decrypter());
            return Optional.of(jwe.getPayload().toString());
        } catch (ParseException | JOSEException | RuntimeException notOurs) {
            // Nimbus throws NullPointerException for some headers, such as one without 'enc'.
            return Optional.empty();
        }
    }

    private boolean isSupported(JWEHeader header) {
        JWEAlgorithm algorithm = key instanceof RSAPrivateKey ? JWEAlgorithm.RSA_OAEP_256 : JWEAlgorithm.ECDH_ES;
        return EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                && algorithm.equals(header.getAlgorithm())
                && (kid == null || header.getKeyID() == null || kid.equals(header.getKeyID()));
    }

    private JWEDecrypter decrypter() throws JOSEException {
        if (key instanceof RSAPrivateKey) {
            return new RSADecrypter(key);
        }
        if (key instanceof ECPrivateKey ec) {
            return new ECDHDecrypter(ec);
        }
        if (key instanceof XECPrivateKey) {
            return new X25519Decrypter(key);
        }
        throw new JOSEException("unsupported key");
    }

    @Override
    public String toString() {
        return "decryption key " + kid;
    }
}

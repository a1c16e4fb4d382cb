package matryoshka.resource;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/** This service's private keys that confidential tokens are encrypted to. */
final class DecryptionKeys {
    private final List<JWK> keys;

    /** @throws IllegalArgumentException if one of them is not a private EC or RSA key */
    DecryptionKeys(List<JWK> keys) {
        this.keys = List.copyOf(keys);
        for (JWK key : keys) {
            if (!key.isPrivate() || !(key instanceof ECKey || key instanceof RSAKey)) {
                throw new IllegalArgumentException("A decryption key must be a private EC or RSA key.");
            }
        }
    }

    /** Returns the token that a compact JWE contains; empty if it is not encrypted to one of these keys as the issuer encrypts. */
    Optional<String> decrypt(String compact) {
        return keys.stream().flatMap(key -> decrypt(compact, key).stream()).findFirst();
    }

    private static Optional<String> decrypt(String compact, JWK key) {
        try {
            JWEObject jwe = JWEObject.parse(compact);
            String kid = jwe.getHeader().getKeyID();
            if (!isSupported(jwe) || (kid != null && key.getKeyID() != null && !kid.equals(key.getKeyID()))) {
                return Optional.empty();
            }
            jwe.decrypt(key instanceof RSAKey rsa ? new RSADecrypter(rsa) : new ECDHDecrypter((ECKey) key));
            return Optional.of(jwe.getPayload().toString());
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    private static boolean isSupported(JWEObject jwe) {
        JWEAlgorithm algorithm = jwe.getHeader().getAlgorithm();
        return EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())
                && (JWEAlgorithm.ECDH_ES.equals(algorithm) || JWEAlgorithm.RSA_OAEP_256.equals(algorithm));
    }
}

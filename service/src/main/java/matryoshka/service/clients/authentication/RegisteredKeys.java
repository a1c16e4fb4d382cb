package matryoshka.service.clients.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import matryoshka.token.VerificationKey;
import org.jspecify.annotations.Nullable;

/** The public keys that are registered with a client ({@code jwks}). The key says what it verifies, not the JWT (RFC 8725 §3.1). */
public final class RegisteredKeys {
    private static final Set<JWSAlgorithm> ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    private final List<JWK> keys;

    private RegisteredKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /** @param jwks as it is registered, or null for no keys */
    static RegisteredKeys of(@Nullable String jwks) {
        try {
            return new RegisteredKeys(
                    jwks == null ? List.of() : JWKSet.parse(jwks).getKeys());
        } catch (ParseException impossible) {
            throw new IllegalStateException("stored keys are not as they were checked", impossible);
        }
    }

    List<JWK> all() {
        return keys;
    }

    /** Whether one of the keys signed this: the one that is named, or where none is, any that has the algorithm. */
    boolean haveSigned(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        return keys.stream()
                .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
                .filter(key -> isFor(key, header.getAlgorithm()))
                .anyMatch(key -> hasSigned(key, jwt));
    }

    private static boolean isFor(JWK key, JWSAlgorithm algorithm) {
        return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null
                        || key.getAlgorithm().equals(algorithm)
                        || (ED25519.contains(algorithm) && ED25519.contains(key.getAlgorithm())))
                && isOfType(key, algorithm);
    }

    private static boolean isOfType(JWK key, JWSAlgorithm algorithm) {
        if (key instanceof ECKey ec) {
            return (Curve.P_256.equals(ec.getCurve()) && algorithm.equals(JWSAlgorithm.ES256))
                    || (Curve.P_384.equals(ec.getCurve()) && algorithm.equals(JWSAlgorithm.ES384));
        }
        return key instanceof RSAKey
                ? RSA.contains(algorithm)
                : key instanceof OctetKeyPair pair
                        && Curve.Ed25519.equals(pair.getCurve())
                        && ED25519.contains(algorithm);
    }

    private static boolean hasSigned(JWK key, SignedJWT jwt) {
        try {
            Optional<JWSVerifier> verifier = verifier(key);
            return verifier.isPresent() && jwt.verify(verifier.get());
        } catch (JOSEException unusable) {
            return false;
        }
    }

    private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        if (key instanceof ECKey ec) {
            return Optional.of(new ECDSAVerifier(ec));
        }
        if (key instanceof RSAKey rsa) {
            return Optional.of(new RSASSAVerifier(rsa));
        }
        return key instanceof OctetKeyPair pair ? ed25519(pair).map(Ed25519Verification::new) : Optional.empty();
    }

    /** The key for the JDK, where it is one of Ed25519. */
    public static Optional<PublicKey> ed25519(OctetKeyPair pair) {
        return VerificationKey.of(new OctetKeyPair.Builder(pair.getCurve(), pair.getX())
                        .algorithm(JWSAlgorithm.EdDSA)
                        .build())
                .map(VerificationKey::publicKey);
    }
}

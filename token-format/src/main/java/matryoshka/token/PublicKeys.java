package matryoshka.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;

/** Converts public keys from JWKs to the JDK's form. */
public final class PublicKeys {
    /** What precedes the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 §4). */
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_PUBLIC_BYTES = 32;

    private PublicKeys() {}

    /** Returns the key; empty for a type or curve that is not supported for verification, and for an invalid value. */
    public static Optional<PublicKey> of(JWK jwk) {
        try {
            if (jwk instanceof ECKey ec) {
                return Optional.of(ec.toECPublicKey());
            }
            if (jwk instanceof RSAKey rsa) {
                return Optional.of(rsa.toRSAPublicKey());
            }
            return jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())
                    ? Optional.of(SigningAlgorithm.EdDSA.publicKey(spki(pair.getDecodedX())))
                    : Optional.empty();
        } catch (JOSEException | IllegalArgumentException noKey) {
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

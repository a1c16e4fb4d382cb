package matryoshka.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The receiving side of {@link X25519Encrypter}. */
final class X25519Decrypter extends ECDHCryptoProvider implements JWEDecrypter {
    private final PrivateKey own;

    X25519Decrypter(PrivateKey own) throws JOSEException {
        super(Curve.X25519, null);
        this.own = own;
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.X25519);
    }

    // Versions of Nimbus that Spring Security still brings have no other decryptWithZ.
    @SuppressWarnings("deprecation")
    @Override
    public byte[] decrypt(
            JWEHeader header,
            @Nullable Base64URL encryptedKey,
            Base64URL iv,
            Base64URL cipherText,
            Base64URL authTag,
            byte[] aad)
            throws JOSEException {
        if (header.getCriticalParams() != null
                || !(header.getEphemeralPublicKey() instanceof OctetKeyPair ephemeral)
                || !Curve.X25519.equals(ephemeral.getCurve())) {
            throw new JOSEException("not encrypted to an X25519 key");
        }
        try {
            return decryptWithZ(
                    header,
                    aad,
                    X25519.sharedSecret(X25519.publicKey(ephemeral), own),
                    encryptedKey,
                    iv,
                    cipherText,
                    authTag);
        } catch (GeneralSecurityException invalid) {
            throw new JOSEException("no key agreement with the sender", invalid);
        }
    }
}

package matryoshka.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AAD;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.XECPublicKey;
import java.util.Set;

/** ECDH-ES with X25519 (RFC 8037 §3.2). Nimbus' own encrypter would need Tink for what the JDK has. */
final class X25519Encrypter extends ECDHCryptoProvider implements JWEEncrypter {
    private final OctetKeyPair recipient;

    X25519Encrypter(OctetKeyPair recipient) throws JOSEException {
        super(Curve.X25519, null);
        this.recipient = recipient;
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.X25519);
    }

    @Override
    public JWECryptoParts encrypt(JWEHeader header, byte[] clearText, byte[] aad) throws JOSEException {
        KeyPair ephemeral = X25519.generate(getJCAContext().getSecureRandom());
        JWEHeader sent = new JWEHeader.Builder(header)
                .ephemeralPublicKey(X25519.jwk((XECPublicKey) ephemeral.getPublic()))
                .build();
        try {
            return encryptWithZ(
                    sent,
                    X25519.sharedSecret(X25519.publicKey(recipient), ephemeral.getPrivate()),
                    clearText,
                    AAD.compute(sent));
        } catch (GeneralSecurityException unusable) {
            throw new JOSEException("no key agreement with the recipient", unusable);
        }
    }
}

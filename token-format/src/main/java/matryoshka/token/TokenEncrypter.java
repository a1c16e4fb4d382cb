package matryoshka.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Encrypts signed tokens to their holders, as compact JWE (RFC 7516 §7.1). Thread-safe. */
public final class TokenEncrypter {
    private final SecureRandom random;

    public TokenEncrypter(SecureRandom random) {
        this.random = random;
    }

    byte[] encrypt(byte[] jws, Recipient recipient) {
        try {
            JWEEncrypter encrypter = recipient.encrypter();
            encrypter.getJCAContext().setSecureRandom(random);
            JWEObject jwe = new JWEObject(recipient.header(), new Payload(jws));
            jwe.encrypt(encrypter);
            return jwe.serialize().getBytes(StandardCharsets.US_ASCII);
        } catch (JOSEException e) {
            throw new IllegalStateException("encrypting to " + recipient + " failed", e);
        }
    }
}

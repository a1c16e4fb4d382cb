package matryoshka.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** X25519 (RFC 7748) by the JDK, with keys as in RFC 8037 §2. */
final class X25519 {
    private static final String NAME = "X25519";
    private static final int KEY_BYTES = 32;
    /** What precedes the 32 bytes of a key in its encoded forms (RFC 8410 §4, §7). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    private X25519() {}

    static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.X25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform from 11 on has X25519", impossible);
        }
    }

    /** @throws GeneralSecurityException if it has not 32 bytes */
    static PublicKey publicKey(OctetKeyPair jwk) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded(SPKI, jwk.getDecodedX())));
    }

    /** @throws GeneralSecurityException if it has not 32 bytes */
    static PrivateKey privateKey(OctetKeyPair jwk) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded(PKCS8, jwk.getDecodedD())));
    }

    private static byte[] encoded(byte[] prefix, byte[] key) throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new InvalidAlgorithmParameterException("an X25519 key has " + KEY_BYTES + " bytes");
        }
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + KEY_BYTES);
        System.arraycopy(key, 0, encoded, prefix.length, KEY_BYTES);
        return encoded;
    }

    static OctetKeyPair jwk(XECPublicKey key) {
        byte[] encoded = key.getEncoded();
        return new OctetKeyPair.Builder(
                        Curve.X25519,
                        Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length)))
                .build();
    }

    /** @throws GeneralSecurityException also if the public key is a point of small order: the secret would be known to everybody */
    static SecretKey sharedSecret(PublicKey theirs, PrivateKey own) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(NAME);
        agreement.init(own);
        agreement.doPhase(theirs, true);
        return new SecretKeySpec(agreement.generateSecret(), "AES");
    }

    /** Returns whether nobody can encrypt to a key: its point has small order, or it is malformed. */
    static boolean isUnusable(OctetKeyPair jwk) {
        // Any private key finds that out.
        byte[] any = new byte[KEY_BYTES];
        Arrays.fill(any, (byte) 1);
        try {
            PrivateKey own = KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded(PKCS8, any)));
            return sharedSecret(publicKey(jwk), own).getEncoded().length != KEY_BYTES;
        } catch (GeneralSecurityException unusable) {
            return true;
        }
    }
}

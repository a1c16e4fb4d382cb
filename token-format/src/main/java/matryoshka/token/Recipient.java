package matryoshka.token;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A public key that tokens can be encrypted to (RFC 7516): EC P-256, P-384 or P-521 or X25519 with ECDH-ES, RSA of 2048 to 4096 bits with
 * RSA-OAEP-256; content encryption is always A256GCM. Immutable.
 */
public final class Recipient {
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final JWK key;
    private final JWEHeader header;
    /** As long as the header that is sent. */
    private final JWEHeader sentHeader;

    private final int headerLength;
    private final int encryptedKeyBytes;

    private Recipient(JWK key, JWEAlgorithm algorithm, int encryptedKeyBytes, boolean compressed) {
        this.key = key;
        this.header = new JWEHeader.Builder(algorithm, EncryptionMethod.A256GCM)
                .contentType("JWT")
                .compressionAlgorithm(compressed ? CompressionAlgorithm.DEF : null)
                .keyID(key.getKeyID())
                .build();
        this.sentHeader = withEphemeralKey();
        this.headerLength = sentHeader.toBase64URL().toString().length();
        this.encryptedKeyBytes = encryptedKeyBytes;
    }

    /**
     * Reads a public JWK (RFC 7517).
     *
     * @throws IllegalArgumentException with a sentence that quotes no key material, if the key is private, unsupported or invalid
     */
    public static Recipient parse(Map<String, String> jwk) {
        JWK key = read(jwk);
        require(!key.isPrivate(), "An encryption key must be public, but this one has private members.");
        require(
                key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.ENCRYPTION),
                "An encryption key must not be for another use: its 'use' must be 'enc' or absent.");
        if (key instanceof ECKey ec) {
            return of(ec);
        }
        if (key instanceof RSAKey rsa) {
            return of(rsa);
        }
        if (key instanceof OctetKeyPair pair) {
            return of(pair);
        }
        throw refused("An encryption key must be of 'kty' EC, OKP or RSA.");
    }

    private static JWK read(Map<String, String> jwk) {
        try {
            return JWK.parse(new HashMap<>(jwk));
        } catch (ParseException | RuntimeException e) {
            // Without the cause, which may quote the key.
            throw refused("The encryption key is not a valid JWK (for an EC key, its point must be on its curve).");
        }
    }

    private static Recipient of(ECKey key) {
        require(CURVES.contains(key.getCurve()), "An EC encryption key must be on P-256, P-384 or P-521.");
        requireAlgorithm(key, JWEAlgorithm.ECDH_ES);
        return new Recipient(key, JWEAlgorithm.ECDH_ES, 0, true);
    }

    private static Recipient of(RSAKey key) {
        BigInteger modulus = key.getModulus().decodeToBigInteger();
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        require(
                RsaKeySizes.ENCRYPTION.accept(modulus.bitLength()),
                "An RSA encryption key must have " + RsaKeySizes.ENCRYPTION.range() + ".");
        // With an exponent of 1, anybody could decrypt.
        require(
                modulus.testBit(0) && exponent.testBit(0) && exponent.compareTo(BigInteger.ONE) > 0,
                "An RSA encryption key must have an odd modulus and an odd exponent above 1.");
        requireAlgorithm(key, JWEAlgorithm.RSA_OAEP_256);
        return new Recipient(key, JWEAlgorithm.RSA_OAEP_256, (modulus.bitLength() + 7) / 8, true);
    }

    private static Recipient of(OctetKeyPair key) {
        require(Curve.X25519.equals(key.getCurve()), "An OKP encryption key must be X25519.");
        require(!X25519.isUnusable(key), "The X25519 encryption key must have 32 bytes and not be of small order.");
        requireAlgorithm(key, JWEAlgorithm.ECDH_ES);
        return new Recipient(key, JWEAlgorithm.ECDH_ES, 0, true);
    }

    private static void requireAlgorithm(JWK key, JWEAlgorithm algorithm) {
        require(
                key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm),
                "The encryption key's 'alg' must be '" + algorithm + "' or absent.");
    }

    /**
     * Returns the same recipient without compression before encryption: RFC 8725 §3.6 warns that lengths reveal what was compressed. Sizes
     * are then exact.
     */
    public Recipient uncompressed() {
        return new Recipient(key, header.getAlgorithm(), encryptedKeyBytes, false);
    }

    private boolean compresses() {
        return header.getCompressionAlgorithm() != null;
    }

    /** Returns the length of the compact JWE of a JWS of this length; an upper bound if it is compressed. */
    public long encryptedBytesAtMost(long jwsBytes) {
        long[] parts = partsAtMost(jwsBytes);
        return LongStream.of(parts).sum() + parts.length - 1;
    }

    JWEHeader sentHeader() {
        return sentHeader;
    }

    /** Returns the lengths of the parts of the compact JWE of a JWS of this length, the header's first. */
    long[] partsAtMost(long jwsBytes) {
        return new long[] {
            headerLength,
            Base64Url.length(encryptedKeyBytes),
            Base64Url.length(IV_BYTES),
            Base64Url.length(compresses() ? deflatedAtMost(jwsBytes) : jwsBytes),
            Base64Url.length(TAG_BYTES)
        };
    }

    JWEHeader header() {
        return header;
    }

    JWEEncrypter encrypter() throws JOSEException {
        if (key instanceof OctetKeyPair pair) {
            return new X25519Encrypter(pair);
        }
        return key instanceof RSAKey rsa ? new RSAEncrypter(rsa) : new ECDHEncrypter((ECKey) key);
    }

    /** Except for an RSA key, the header contains an ephemeral key, as long as the recipient's own. */
    private JWEHeader withEphemeralKey() {
        if (key instanceof ECKey ec) {
            return withEphemeralKey(new ECKey.Builder(ec.getCurve(), ec.getX(), ec.getY()).build());
        }
        return key instanceof OctetKeyPair pair
                ? withEphemeralKey(new OctetKeyPair.Builder(pair.getCurve(), pair.getX()).build())
                : header;
    }

    private JWEHeader withEphemeralKey(JWK ephemeral) {
        return new JWEHeader.Builder(header).ephemeralPublicKey(ephemeral).build();
    }

    /** The bound of zlib's deflateBound for raw DEFLATE with its default window and memory: stored blocks at worst. */
    private static long deflatedAtMost(long bytes) {
        return bytes + (bytes >> 12) + (bytes >> 14) + (bytes >> 25) + 7;
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw refused(sentence);
        }
    }

    private static IllegalArgumentException refused(String sentence) {
        return new IllegalArgumentException(sentence);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipient that && key.equals(that.key) && compresses() == that.compresses();
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "recipient with " + key.getKeyType() + " key " + key.getKeyID();
    }
}

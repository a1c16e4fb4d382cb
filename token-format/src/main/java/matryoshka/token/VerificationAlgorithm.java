package matryoshka.token;

import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every signature algorithm that is accepted: in clients' assertions and DPoP proofs, and in trusted issuers' tokens. {@link
 * SigningAlgorithm} is the part of them that the issuer signs with. Each constant has its JOSE name (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864
 * §2.2).
 */
public enum VerificationAlgorithm {
    ES256("SHA256withECDSAinP1363Format"),
    ES384("SHA384withECDSAinP1363Format"),
    Ed25519("Ed25519"),
    /** The older name of Ed25519. Its other curve, Ed448, is not supported. */
    EdDSA("Ed25519"),
    PS256("RSASSA-PSS"),
    RS256("SHA256withRSA");

    private static final int SALT_BYTES = 32;

    private final String signature;

    VerificationAlgorithm(String signature) {
        this.signature = signature;
    }

    /** Returns the algorithm with this JOSE name, which is case-sensitive. */
    public static Optional<VerificationAlgorithm> named(String joseName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.joseName().equals(joseName))
                .findFirst();
    }

    /** Returns the value of {@code alg} in a header or a JWK. */
    public String joseName() {
        return name();
    }

    /** Returns whether both names are of the same algorithm: {@code Ed25519} and {@code EdDSA} are (RFC 9864 §2.2). */
    public boolean isSameAs(VerificationAlgorithm other) {
        return this == other || (isEd25519() && other.isEd25519());
    }

    /** Returns whether a key can verify this algorithm: by its type and curve, and if it is not too short. */
    public boolean fits(PublicKey key) {
        return switch (this) {
            case ES256 -> isOfCurve(key, Curve.P_256);
            case ES384 -> isOfCurve(key, Curve.P_384);
            case Ed25519, EdDSA ->
                key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519");
            case PS256, RS256 ->
                key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RsaKeySizes.MIN_BITS;
        };
    }

    /**
     * Returns whether a key has signed these bytes. Never throws, whatever the input.
     *
     * @param provider null for the first that has the algorithm
     */
    boolean verifies(PublicKey key, byte[] signed, byte[] bytes, @Nullable Provider provider) {
        // Checks the length first: some providers throw for another length, and some would accept other encodings.
        if (!fits(key) || bytes.length != signatureBytes(key) || isZero(key, bytes)) {
            return false;
        }
        try {
            Signature verification = signature(provider);
            verification.initVerify(key);
            verification.update(signed);
            return verification.verify(bytes);
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    /** Returns a new signature object, from the first provider that has it if {@code provider} is null. */
    Signature signature(@Nullable Provider provider) throws GeneralSecurityException {
        Signature fresh =
                provider == null ? Signature.getInstance(signature) : Signature.getInstance(signature, provider);
        if (this == PS256) {
            // RFC 7518 §3.5: the salt is as long as the digest.
            fresh.setParameter(new PSSParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return fresh;
    }

    private boolean isEd25519() {
        return this == Ed25519 || this == EdDSA;
    }

    /** Returns the length in bytes of every signature that a key makes or verifies. */
    int signatureBytes(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return (rsa.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
        }
        return this == ES384 ? 96 : 64;
    }

    /** In ECDSA, neither half may be zero. Some Java releases accepted such a signature for everything (CVE-2022-21449). */
    private static boolean isZero(PublicKey key, byte[] bytes) {
        int half = bytes.length / 2;
        return key instanceof ECPublicKey && (isZero(bytes, 0, half) || isZero(bytes, half, bytes.length));
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
    }

    private static boolean isOfCurve(PublicKey key, Curve curve) {
        return key instanceof ECPublicKey ec && curve.equals(Curve.forECParameterSpec(ec.getParams()));
    }
}

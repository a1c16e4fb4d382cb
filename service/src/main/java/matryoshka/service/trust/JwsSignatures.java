package matryoshka.service.trust;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.VerificationKey;

/** Verifies signatures of others, by the JDK alone: they are few, and not on the hot path. */
final class JwsSignatures {
    private static final int SALT_BYTES = 32;

    private JwsSignatures() {}

    static boolean isSignedBy(VerificationKey key, byte[] signed, byte[] signature) {
        // The length first: some providers throw on another, some would accept other encodings.
        if (signature.length != key.algorithm().signatureBytes(key.publicKey())) {
            return false;
        }
        try {
            Signature verifier = verifier(key.algorithm());
            verifier.initVerify(key.publicKey());
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    private static Signature verifier(SigningAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case EdDSA -> Signature.getInstance("Ed25519");
            case RS256 -> Signature.getInstance("SHA256withRSA");
            case PS256 -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                // RFC 7518 §3.5: the salt is as long as the digest.
                pss.setParameter(new PSSParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, PSSParameterSpec.TRAILER_FIELD_BC));
                yield pss;
            }
        };
    }
}

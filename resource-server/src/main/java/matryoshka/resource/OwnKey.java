package matryoshka.resource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;

/** A private key of this service, which signs JWTs: assertions and DPoP proofs. The string form shows no key. Thread-safe. */
final class OwnKey {
    /** What precedes the 32 bytes of an Ed25519 key in its PKCS#8 form (RFC 8410 §7). */
    private static final byte[] ED25519_PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final int SALT_BYTES = 32;

    private final JWK jwk;
    private final JWSAlgorithm algorithm;
    private final PrivateKey key;

    /**
     * Takes a key.
     *
     * @param jwk private: EC on P-256, Ed25519, or RSA; an RSA key signs with PS256 unless its {@code alg} is RS256
     * @throws IllegalArgumentException with a message that quotes no key material, for any other key
     */
    OwnKey(JWK jwk) {
        this.jwk = jwk;
        this.algorithm = algorithm(jwk);
        try {
            this.key = privateKey(jwk);
        } catch (GeneralSecurityException | JOSEException invalid) {
            // Without the cause, which may quote the key.
            throw unsupported();
        }
    }

    private static JWSAlgorithm algorithm(JWK jwk) {
        if (!jwk.isPrivate()) {
            throw unsupported();
        }
        if (jwk instanceof RSAKey) {
            return JWSAlgorithm.RS256.equals(jwk.getAlgorithm()) ? JWSAlgorithm.RS256 : JWSAlgorithm.PS256;
        }
        if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return JWSAlgorithm.ES256;
        }
        if (jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
            return JWSAlgorithm.EdDSA;
        }
        throw unsupported();
    }

    private static PrivateKey privateKey(JWK jwk) throws GeneralSecurityException, JOSEException {
        if (jwk instanceof RSAKey rsa) {
            return rsa.toRSAPrivateKey();
        }
        if (jwk instanceof ECKey ec) {
            return ec.toECPrivateKey();
        }
        ByteArrayOutputStream pkcs8 = new ByteArrayOutputStream();
        pkcs8.writeBytes(ED25519_PKCS8);
        pkcs8.writeBytes(((OctetKeyPair) jwk).getDecodedD());
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toByteArray()));
    }

    private static IllegalArgumentException unsupported() {
        return new IllegalArgumentException("The key must be private: EC on P-256, Ed25519, or RSA.");
    }

    JWK publicJwk() {
        return jwk.toPublicJWK();
    }

    /** Returns the RFC 7638 thumbprint. */
    String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException required) {
            throw new IllegalStateException("no thumbprint of a key", required);
        }
    }

    /** Returns a header for this key, to be completed. */
    JWSHeader.Builder header() {
        return new JWSHeader.Builder(algorithm);
    }

    /** Returns the compact form of claims, signed. */
    String sign(JWSHeader header, JWTClaimsSet claims) {
        String input =
                header.toBase64URL() + "." + Base64URL.encode(claims.toPayload().toBytes());
        try {
            Signature signature = signature();
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + '.' + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException required) {
            throw new IllegalStateException("signing with " + this + " failed", required);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        if (algorithm.equals(JWSAlgorithm.ES256)) {
            return Signature.getInstance("SHA256withECDSAinP1363Format");
        }
        if (algorithm.equals(JWSAlgorithm.EdDSA)) {
            return Signature.getInstance("Ed25519");
        }
        if (algorithm.equals(JWSAlgorithm.RS256)) {
            return Signature.getInstance("SHA256withRSA");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec(
                "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, PSSParameterSpec.TRAILER_FIELD_BC));
        return pss;
    }

    @Override
    public String toString() {
        return algorithm + " key " + jwk.getKeyID();
    }
}

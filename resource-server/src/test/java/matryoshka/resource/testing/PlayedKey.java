package matryoshka.resource.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/** A key of a client, which makes DPoP proofs. */
public final class PlayedKey {
    private final ECKey key;

    private PlayedKey(ECKey key) {
        this.key = key;
    }

    public static PlayedKey generate() {
        try {
            return new PlayedKey(new ECKeyGenerator(Curve.P_256).keyID("k1").generate());
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns the RFC 7638 thumbprint. */
    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns the key with its private part. */
    public ECKey jwk() {
        return key;
    }

    /** Returns the claims of a proof for a request and a token, to be changed or signed. */
    public static JWTClaimsSet.Builder claims(String method, String url, String token, Instant now) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", url)
                .claim("ath", hash(token))
                .issueTime(Date.from(now));
    }

    /** Returns a proof for a request and a token. */
    public String proof(String method, String url, String token, Instant now) {
        return signed(claims(method, url, token, now).build());
    }

    /** Returns a proof with these claims. */
    public String signed(JWTClaimsSet claims) {
        return signed(claims, "dpop+jwt");
    }

    public String signed(JWTClaimsSet claims, String type) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType(type))
                            .jwk(key.toPublicJWK())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException required) {
            throw new IllegalStateException(required);
        }
    }
}

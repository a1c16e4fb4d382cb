package matryoshka.service.clients.possession;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import matryoshka.graph.UriNormalForm;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.StrictJws;
import matryoshka.token.PublicKeys;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a DPoP proof at the token endpoint (RFC 9449 §4.3): made for the configured URL of this endpoint, whatever the Host header says;
 * current; and with a nonce of this issuer. Does not check whether it was presented before. Does not use the SDK's verifier, which does not
 * support Ed25519.
 */
public final class VerifyDpopProof {
    private static final String TYPE = "dpop+jwt";
    private static final String METHOD = "POST";

    /** How far a proof's time may differ from the issuer's. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 4096;

    private final String tokenEndpoint;
    private final DpopNonces nonces;
    private final Clock clock;

    /** @param tokenEndpoint the endpoint's public URL */
    public VerifyDpopProof(URI tokenEndpoint, DpopNonces nonces, Clock clock) {
        this.tokenEndpoint = UriNormalForm.of(tokenEndpoint.toString());
        this.nonces = nonces;
        this.clock = clock;
    }

    /**
     * Returns the proof if it is valid.
     *
     * @throws OAuthErrorException {@code use_dpop_nonce} if it only lacks a current nonce, else {@code invalid_dpop_proof}
     */
    DpopProof verify(String header) {
        SignedJWT jwt = StrictJws.parse(header, StrictJws.ALGORITHMS)
                .filter(VerifyDpopProof::isSignedByItsKey)
                .orElseThrow(VerifyDpopProof::invalid);
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!isForThisRequest(claims)) {
                throw invalid();
            }
            if (!isNonceOfOurs(claims.getStringClaim("nonce"))) {
                throw new OAuthErrorException(OAuthError.USE_DPOP_NONCE);
            }
            return new DpopProof(
                    jwt.getHeader().getJWK().computeThumbprint().toString(),
                    claims.getJWTID(),
                    claims.getIssueTime().toInstant().plus(SKEW));
        } catch (JOSEException | ParseException | IllegalArgumentException faulty) {
            throw invalid();
        }
    }

    private static boolean isSignedByItsKey(SignedJWT jwt) {
        JWK jwk = jwt.getHeader().getJWK();
        Optional<VerificationAlgorithm> algorithm =
                VerificationAlgorithm.named(jwt.getHeader().getAlgorithm().getName());
        return jwt.getHeader().getType() != null
                && TYPE.equalsIgnoreCase(jwt.getHeader().getType().getType())
                && jwk != null
                && algorithm.isPresent()
                && isUsable(jwk, algorithm.get())
                && PublicKeys.of(jwk)
                        .filter(key -> algorithm
                                .get()
                                .verifies(
                                        key,
                                        jwt.getSigningInput(),
                                        jwt.getSignature().decode()))
                        .isPresent();
    }

    /** Returns whether a key can be used: it is not private, not too slow to verify with, and not declared for another purpose. */
    private static boolean isUsable(JWK key, VerificationAlgorithm algorithm) {
        return !key.isPrivate()
                && (!(key instanceof RSAKey) || (key.size() >= MIN_RSA_BITS && key.size() <= MAX_RSA_BITS))
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null
                        || VerificationAlgorithm.named(key.getAlgorithm().getName())
                                .filter(algorithm::isSameAs)
                                .isPresent());
    }

    private boolean isForThisRequest(JWTClaimsSet claims) throws ParseException {
        return METHOD.equals(claims.getStringClaim("htm"))
                && isTokenEndpoint(claims.getStringClaim("htu"))
                && claims.getIssueTime() != null
                && Duration.between(claims.getIssueTime().toInstant(), clock.instant())
                                .abs()
                                .compareTo(SKEW)
                        <= 0
                && claims.getJWTID() != null
                && StrictJws.isJti(claims.getJWTID());
    }

    /** Compares normal forms, without query and fragment (RFC 9449 §4.3, RFC 3986 §6.2.2 and §6.2.3). */
    private boolean isTokenEndpoint(@Nullable String htu) {
        return htu != null && UriNormalForm.of(htu.split("[?#]", 2)[0]).equals(tokenEndpoint);
    }

    private boolean isNonceOfOurs(@Nullable String nonce) {
        return nonces.accepted().stream()
                .anyMatch(accepted -> accepted.getValue().equals(nonce));
    }

    private static OAuthErrorException invalid() {
        return new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF);
    }
}

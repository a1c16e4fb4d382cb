package matryoshka.service.clients.possession;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPNonceException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.StrictJws;

/**
 * Verifies a DPoP proof at the token endpoint (RFC 9449 §4.3): made for this endpoint as it is configured, whatever host was asked; now;
 * with a nonce of ours. Whether it was shown before is the last question, and another's to ask.
 */
public final class VerifyDpopProof {
    /** How a proof may be signed. */
    public static final List<JWSAlgorithm> ALGORITHMS =
            List.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    /** How far a proof's time may be from ours, in seconds. */
    private static final long SKEW_SECONDS = 60;

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 4096;

    /** The verifier wants to know who remembers ids for whom; it is given none to remember. */
    private static final DPoPIssuer ANYBODY = new DPoPIssuer("anybody");

    private final DPoPTokenRequestVerifier verifier;
    private final DpopNonces nonces;

    /** @param tokenEndpoint its address, as clients are told */
    public VerifyDpopProof(URI tokenEndpoint, DpopNonces nonces) {
        this.verifier =
                new DPoPTokenRequestVerifier(Set.copyOf(ALGORITHMS), tokenEndpoint, SKEW_SECONDS, SKEW_SECONDS, null);
        this.nonces = nonces;
    }

    /**
     * The proof, if it is in order.
     *
     * @throws OAuthErrorException {@code use_dpop_nonce} when all it lacks is a nonce of today, else {@code invalid_dpop_proof}
     */
    DpopProof verify(String header) {
        SignedJWT jwt = StrictJws.parse(header, Set.copyOf(ALGORITHMS))
                .filter(proof -> isUsable(proof.getHeader().getJWK()))
                .orElseThrow(VerifyDpopProof::invalid);
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            // Before the SDK looks: a member that is null is none.
            if (claims.getIssueTime() == null || claims.getJWTID() == null || !StrictJws.isJti(claims.getJWTID())) {
                throw invalid();
            }
            JWKThumbprintConfirmation key = verifier.verify(ANYBODY, jwt, nonces.accepted());
            return new DpopProof(
                    key.getValue().toString(),
                    claims.getJWTID(),
                    claims.getIssueTime().toInstant().plus(Duration.ofSeconds(SKEW_SECONDS)));
        } catch (InvalidDPoPNonceException lacking) {
            throw new OAuthErrorException(OAuthError.USE_DPOP_NONCE);
        } catch (InvalidDPoPProofException | JOSEException | ParseException | IllegalArgumentException faulty) {
            throw invalid();
        }
    }

    /** A key that takes long to verify with, or that everybody has, is none. */
    private static boolean isUsable(JWK key) {
        return key != null
                && !key.isPrivate()
                && (!(key instanceof RSAKey) || (key.size() >= MIN_RSA_BITS && key.size() <= MAX_RSA_BITS));
    }

    private static OAuthErrorException invalid() {
        return new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF);
    }
}

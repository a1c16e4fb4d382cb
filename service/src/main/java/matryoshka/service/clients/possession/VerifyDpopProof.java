package matryoshka.service.clients.possession;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import matryoshka.graph.UriNormalForm;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.StrictJws;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.RsaKeySizes;
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
        StrictJws jwt = StrictJws.parse(header)
                .filter(VerifyDpopProof::isSignedByItsKey)
                .orElseThrow(VerifyDpopProof::invalid);
        try {
            JWTClaimsSet claims = jwt.claims();
            if (!isForThisRequest(claims)) {
                throw invalid();
            }
            if (!isNonceOfOurs(claims.getStringClaim("nonce"))) {
                throw new OAuthErrorException(OAuthError.USE_DPOP_NONCE);
            }
            return new DpopProof(
                    jwt.header().getJWK().computeThumbprint().toString(),
                    claims.getJWTID(),
                    claims.getIssueTime().toInstant().plus(SKEW));
        } catch (JOSEException | ParseException | IllegalArgumentException faulty) {
            throw invalid();
        }
    }

    /** The key is the sender's own choice, and so is its size. */
    private static boolean isSignedByItsKey(StrictJws jwt) {
        return jwt.header().getType() != null
                && TYPE.equalsIgnoreCase(jwt.header().getType().getType())
                && jwt.header().getJWK() != null
                && JwsPublicKey.of(jwt.header().getJWK())
                        .filter(key -> RsaKeySizes.PRESENTED.accept(key.key()))
                        .filter(jwt::isSignedBy)
                        .isPresent();
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

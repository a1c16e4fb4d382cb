package matryoshka.resource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import matryoshka.token.CompactJws;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.RsaKeySizes;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/** Verifies DPoP proofs at a resource server (RFC 9449 §4.3 and §7): each for one request, one token, once. Thread-safe. */
final class DpopProofs {
    private static final String TYPE = "dpop+jwt";
    private static final Set<String> EXTENSIONS = Set.of("crit", "b64");
    private static final int MAX_CHARS = 4_096;
    private static final int MAX_JTI_CHARS = 255;

    /** How old a proof may be, and how far ahead its sender's clock. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    private final UsedProofs used;
    private final @Nullable ProofNonces nonces;
    private final Clock clock;

    /** @param nonces those that proofs need, or null if they need none */
    DpopProofs(UsedProofs used, @Nullable ProofNonces nonces, Clock clock) {
        this.used = used;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** Returns the challenge without an error (RFC 9449 §7.1). */
    static String challenge() {
        return "DPoP algs=\""
                + Arrays.stream(VerificationAlgorithm.values())
                        .map(VerificationAlgorithm::joseName)
                        .collect(Collectors.joining(" "))
                + '"';
    }

    /**
     * Requires the only proof to be one of the key with this thumbprint, for this request and token.
     *
     * @throws RefusedException if it is not, or was used before
     */
    void require(PresentedToken presented, String compactToken, String thumbprint) {
        if (presented.proofs().size() != 1) {
            throw invalid("The request needs exactly one DPoP proof.");
        }
        SignedJWT proof = signed(presented.proofs().get(0));
        try {
            JWTClaimsSet claims = proof.getJWTClaimsSet();
            requireRequest(claims, presented);
            if (!Digests.sha256(compactToken).equals(claims.getStringClaim("ath"))) {
                throw invalid("The DPoP proof is for another token.");
            }
            if (!proof.getHeader().getJWK().computeThumbprint().toString().equals(thumbprint)) {
                throw RefusedException.unproven(
                        RefusedException.INVALID_TOKEN,
                        "The token is bound to another key than that of the DPoP proof.");
            }
            requireNonce(claims.getStringClaim("nonce"));
            requireFirstUse(thumbprint, claims);
        } catch (ParseException | JOSEException | IllegalArgumentException faulty) {
            throw invalid("The DPoP proof is malformed.");
        }
    }

    /** Returns the proof, signed by the key in its header. */
    private static SignedJWT signed(String compact) {
        if (compact.length() > MAX_CHARS) {
            throw invalid("The DPoP proof is too long.");
        }
        try {
            Optional<CompactJws> jws = CompactJws.parse(compact);
            if (jws.isPresent() && isPlain(jws.get())) {
                SignedJWT proof = SignedJWT.parse(compact);
                if (isSignedByItsKey(jws.get(), proof.getHeader())) {
                    return proof;
                }
            }
        } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
            // The message may quote the proof.
        }
        throw invalid("The DPoP proof is not a JWT signed by the public key in its header.");
    }

    /** Checks the JSON itself: the parser would accept {@code null} as an object, and does not show an empty list of critical members. */
    private static boolean isPlain(CompactJws jws) throws ParseException {
        String header = new String(jws.header(), StandardCharsets.UTF_8);
        return header.startsWith("{")
                && new String(jws.payload(), StandardCharsets.UTF_8).startsWith("{")
                && Collections.disjoint(JSONObjectUtils.parse(header).keySet(), EXTENSIONS);
    }

    /** The key is the sender's own choice, and so is its size. */
    private static boolean isSignedByItsKey(CompactJws jws, JWSHeader header) {
        Optional<VerificationAlgorithm> algorithm =
                VerificationAlgorithm.named(header.getAlgorithm().getName());
        return header.getType() != null
                && TYPE.equalsIgnoreCase(header.getType().getType())
                && header.getJWK() != null
                && algorithm.isPresent()
                && JwsPublicKey.of(header.getJWK())
                        .filter(key -> RsaKeySizes.PRESENTED.accept(key.key()))
                        .filter(key -> key.hasSigned(jws, algorithm.get()))
                        .isPresent();
    }

    private void requireRequest(JWTClaimsSet claims, PresentedToken presented) throws ParseException {
        String htm = claims.getStringClaim("htm");
        String htu = claims.getStringClaim("htu");
        if (htm == null || htu == null || !htm.equals(presented.method()) || !isSameUrl(htu, presented.uri())) {
            throw invalid("The DPoP proof is for another request.");
        }
        if (claims.getIssueTime() == null
                || Duration.between(claims.getIssueTime().toInstant(), clock.instant())
                                .abs()
                                .compareTo(WINDOW)
                        > 0) {
            throw invalid("The DPoP proof is not current.");
        }
    }

    private static boolean isSameUrl(String htu, @Nullable URI uri) {
        Optional<TargetUrl> claimed = TargetUrl.parse(htu);
        return uri != null && claimed.isPresent() && claimed.equals(TargetUrl.of(uri));
    }

    private void requireNonce(@Nullable String nonce) {
        if (nonces != null && !nonces.isCurrent(nonce)) {
            throw RefusedException.nonceNeeded(nonces.current());
        }
    }

    private void requireFirstUse(String thumbprint, JWTClaimsSet claims) {
        String jti = claims.getJWTID();
        if (jti == null || jti.isEmpty() || jti.length() > MAX_JTI_CHARS) {
            throw invalid("The DPoP proof has no 'jti', or it is too long.");
        }
        switch (used.add((thumbprint + ' ' + jti).getBytes(StandardCharsets.UTF_8))) {
            case FIRST -> {}
            case AGAIN -> throw invalid("The DPoP proof has been used before.");
            case FULL -> throw RefusedException.unavailable("There are too many DPoP proofs to check now.");
        }
    }

    private static RefusedException invalid(String description) {
        return RefusedException.unproven(RefusedException.INVALID_PROOF, description);
    }
}

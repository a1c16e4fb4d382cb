package matryoshka.resource;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import matryoshka.token.ClaimNames;
import matryoshka.token.Cnf;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.Verification;
import matryoshka.token.VerifiedToken;

/** Verifies what a request presents (RFC 9068 §4, RFC 9449 §7, RFC 8705 §3). Thread-safe. */
final class VerifyPresented {
    private final List<TrustedIssuer> issuers;
    private final String audience;
    private final int maxTokenLength;
    private final DpopProofs proofs;
    private final AssessStanding standing;

    VerifyPresented(
            List<TrustedIssuer> issuers,
            String audience,
            int maxTokenLength,
            DpopProofs proofs,
            AssessStanding standing) {
        this.issuers = List.copyOf(issuers);
        this.audience = audience;
        this.maxTokenLength = maxTokenLength;
        this.proofs = proofs;
        this.standing = standing;
    }

    /** @throws RefusedException if the request does not present a token for this service that its sender may use */
    ReceivedToken verify(PresentedToken presented) {
        Authorization authorization = Authorization.of(presented.authorization(), maxTokenLength);
        String compact = authorization.token();
        TrustedIssuer issuer = issuerOf(compact);
        Verification verification = issuer.verifier().verify(new UnverifiedToken(compact));
        if (verification instanceof Verification.Refused refused) {
            throw RefusedException.invalidToken(refused.flaw().sentence());
        }
        VerifiedToken token = (VerifiedToken) verification;
        if (!token.audiences().contains(audience)) {
            throw RefusedException.invalidToken("The token is for another audience.");
        }
        requireBinding(token, authorization, presented);
        return standing.assess(new Exchanged(compact, token), issuer);
    }

    private void requireBinding(VerifiedToken token, Authorization authorization, PresentedToken presented) {
        String method = token.cnf().map(Cnf::method).orElse("");
        String thumbprint = token.cnf().map(Cnf::thumbprint).orElse("");
        if (authorization.byProof() != method.equals("jkt")) {
            throw authorization.byProof()
                    ? RefusedException.unproven(RefusedException.INVALID_TOKEN, "The token is not bound to a DPoP key.")
                    : RefusedException.unproven(
                            RefusedException.INVALID_TOKEN,
                            "The token is bound to a DPoP key, and must be presented by the scheme DPoP.");
        }
        switch (method) {
            case "" -> {}
            case "jkt" -> proofs.require(presented, authorization.token(), thumbprint);
            case "x5t#S256" -> requireCertificate(presented, thumbprint);
            default -> throw RefusedException.invalidToken("The token is bound in a way that is not supported.");
        }
    }

    private static void requireCertificate(PresentedToken presented, String thumbprint) {
        try {
            if (presented.certificate() != null
                    && Digests.base64url(Digests.sha256(presented.certificate().getEncoded()))
                            .equals(thumbprint)) {
                return;
            }
        } catch (CertificateEncodingException unreadable) {
            // No certificate that could be the one.
        }
        throw RefusedException.invalidToken("The token is bound to another client certificate.");
    }

    private TrustedIssuer issuerOf(String compact) {
        if (issuers.size() == 1) {
            return issuers.get(0);
        }
        String claimed = claimedIssuer(compact);
        return issuers.stream()
                .filter(issuer -> issuer.name().equals(claimed))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalidToken("The token is from another issuer."));
    }

    /** Returns what an unverified token names as its issuer: only good for choosing whose keys must have signed it. */
    private static String claimedIssuer(String compact) {
        String[] parts = compact.split("\\.", 3);
        try {
            Map<String, Object> claims = JSONObjectUtils.parse(new String(
                    Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : ""), StandardCharsets.UTF_8));
            return claims.get(ClaimNames.ISSUER) instanceof String issuer ? issuer : "";
        } catch (ParseException | IllegalArgumentException malformed) {
            return "";
        }
    }
}

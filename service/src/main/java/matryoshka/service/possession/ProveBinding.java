package matryoshka.service.possession;

import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import matryoshka.service.certificates.ClientCertificates;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.Possession;
import matryoshka.service.oauth.OAuthError;
import matryoshka.service.oauth.OAuthErrorException;
import matryoshka.service.replay.UsedId;
import matryoshka.service.replay.UsedIds;
import matryoshka.token.Cnf;

/**
 * Tells to which key the token that a request asks for is bound. In two steps: the proof is verified before the client authenticates, so
 * that being asked for a nonce costs no assertion; and used up after it, so that only clients leave traces in the database.
 */
public final class ProveBinding {
    private static final String BY_JWK = "jkt";
    private static final String BY_CERTIFICATE = "x5t#S256";

    private final VerifyDpopProof verifyDpopProof;
    private final ClientCertificates certificates;
    private final UsedIds usedIds;

    public ProveBinding(VerifyDpopProof verifyDpopProof, ClientCertificates certificates, UsedIds usedIds) {
        this.verifyDpopProof = verifyDpopProof;
        this.certificates = certificates;
        this.usedIds = usedIds;
    }

    /**
     * The request's proof, if it has one; the first step.
     *
     * @throws OAuthErrorException {@code invalid_dpop_proof}, {@code use_dpop_nonce}
     */
    public Optional<DpopProof> proof(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(DpopNonceFilter.PROOF));
        if (headers.size() > 1) {
            throw new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF, "There is more than one DPoP header.");
        }
        return headers.stream().findFirst().map(verifyDpopProof::verify);
    }

    /**
     * What the client's token is bound to: the proof's key, or that of a certificate, or nothing; the second step, to be taken once.
     *
     * @throws OAuthErrorException {@code invalid_dpop_proof} for a proof that was used before, or one that the client must have and has
     *     not; {@code invalid_request} where the same is so of a certificate
     */
    public Optional<Cnf> binding(Client client, Optional<DpopProof> proof, HttpServletRequest request) {
        if (proof.isPresent()) {
            return Optional.of(used(proof.get()));
        }
        Possession registered = client.metadata().possession();
        if (registered.dpopBound()) {
            throw new OAuthErrorException(
                    OAuthError.INVALID_DPOP_PROOF, "This client gets tokens with a DPoP proof only.");
        }
        return registered.certificateBound() ? Optional.of(certificate(request)) : Optional.empty();
    }

    private Cnf used(DpopProof proof) {
        if (!usedIds.firstUse(new UsedId(UsedId.Kind.DPOP, proof.thumbprint(), proof.jti(), proof.until()))) {
            throw new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF, "The DPoP proof was used before.");
        }
        return new Cnf(BY_JWK, proof.thumbprint());
    }

    private Cnf certificate(HttpServletRequest request) {
        X509Certificate certificate = certificates
                .of(request)
                .orElseThrow(
                        () -> OAuthErrorException.invalidRequest("This client gets tokens with a certificate only."));
        return new Cnf(
                BY_CERTIFICATE,
                X509CertificateConfirmation.of(certificate).getValue().toString());
    }
}

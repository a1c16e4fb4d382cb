package matryoshka.service.clients.possession;

import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.Possession;
import matryoshka.service.clients.certificates.ClientCertificates;
import matryoshka.service.clients.replay.UsedId;
import matryoshka.service.clients.replay.UsedIds;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.token.Cnf;

/**
 * Tells to which key the token that a request asks for is bound. In two steps: the proof is verified before the client authenticates, so
 * that being asked for a nonce costs no assertion; and used up after it, so that only clients leave traces in the database.
 */
public final class SenderConstraint {
    private static final String BY_JWK = "jkt";
    private static final String BY_CERTIFICATE = "x5t#S256";

    private final VerifyDpopProof verifyDpopProof;
    private final ClientCertificates certificates;
    private final UsedIds usedIds;

    public SenderConstraint(VerifyDpopProof verifyDpopProof, ClientCertificates certificates, UsedIds usedIds) {
        this.verifyDpopProof = verifyDpopProof;
        this.certificates = certificates;
        this.usedIds = usedIds;
    }

    /**
     * The request's proof, if it has one; the first step.
     *
     * @throws OAuthErrorException {@code invalid_dpop_proof}, {@code use_dpop_nonce}
     */
    public Optional<DpopProof> proof(RequestHead request) {
        List<String> headers = request.values(DpopNonceFilter.PROOF);
        if (headers.size() > 1) {
            throw new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF, "There is more than one DPoP header.");
        }
        return headers.stream().findFirst().map(verifyDpopProof::verify);
    }

    /**
     * The keys that are proved. The client's token is bound to the proof's, or to that of a certificate, or to none; the second step, to be
     * taken once.
     *
     * @throws OAuthErrorException {@code invalid_dpop_proof} for a proof that was used before, or one that the client must have and has
     *     not; {@code invalid_request} where the same is so of a certificate
     */
    public ProvenKeys resolve(Client client, Optional<DpopProof> proof, RequestHead request) {
        Optional<Cnf> certificate = certificates.of(request).map(SenderConstraint::bound);
        Optional<Cnf> used = proof.map(this::used);
        Optional<Cnf> binding = used.or(() -> withoutProof(client.metadata().possession(), certificate));
        return new ProvenKeys(
                binding.orElse(null),
                Stream.concat(used.stream(), certificate.stream()).collect(Collectors.toSet()));
    }

    /** What the client's token is bound to where there is no DPoP proof. */
    private static Optional<Cnf> withoutProof(Possession registered, Optional<Cnf> certificate) {
        if (registered.dpopBound()) {
            throw new OAuthErrorException(
                    OAuthError.INVALID_DPOP_PROOF, "This client gets tokens with a DPoP proof only.");
        }
        if (registered.certificateBound() && certificate.isEmpty()) {
            throw OAuthErrorException.invalidRequest("This client gets tokens with a certificate only.");
        }
        return certificate.filter(key -> registered.certificateBound());
    }

    private Cnf used(DpopProof proof) {
        if (!usedIds.firstUse(new UsedId(UsedId.Kind.DPOP, proof.thumbprint(), proof.jti(), proof.until()))) {
            throw new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF, "The DPoP proof was used before.");
        }
        return new Cnf(BY_JWK, proof.thumbprint());
    }

    private static Cnf bound(X509Certificate certificate) {
        return new Cnf(
                BY_CERTIFICATE,
                X509CertificateConfirmation.of(certificate).getValue().toString());
    }
}

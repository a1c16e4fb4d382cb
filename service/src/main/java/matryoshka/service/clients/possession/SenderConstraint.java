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
 * Determines the key that a requested token is bound to. Works in two steps: it verifies the proof before the client authenticates, so that
 * a demand for a nonce consumes no assertion; and it consumes the proof after that, so that only authenticated clients leave traces in the
 * database.
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
     * The first step: returns the request's proof, if it has one.
     *
     * @throws OAuthErrorException {@code invalid_dpop_proof}, {@code use_dpop_nonce}
     */
    public Optional<DpopProof> proof(RequestHead request) {
        List<String> headers = request.values(DpopNonceFilter.PROOF);
        if (headers.size() > 1) {
            throw new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF, "The request has more than one DPoP header.");
        }
        return headers.stream().findFirst().map(verifyDpopProof::verify);
    }

    /**
     * The second step, to be called once: returns the proved keys. The client's token is bound to the key of the proof, or to that of a
     * certificate, or to none.
     *
     * @throws OAuthErrorException {@code invalid_dpop_proof} if the proof was used before, or is missing where it is required;
     *     {@code invalid_request} if a required certificate is missing
     */
    public ProvenKeys resolve(Client client, Optional<DpopProof> proof, RequestHead request) {
        Optional<Cnf> certificate = certificates.of(request).map(SenderConstraint::bound);
        Optional<Cnf> used = proof.map(this::used);
        Optional<Cnf> binding = used.or(() -> withoutProof(client.metadata().possession(), certificate));
        return new ProvenKeys(
                binding.orElse(null),
                Stream.concat(used.stream(), certificate.stream()).collect(Collectors.toSet()));
    }

    /** Returns what the client's token is bound to without a DPoP proof. */
    private static Optional<Cnf> withoutProof(Possession registered, Optional<Cnf> certificate) {
        if (registered.dpopBound()) {
            throw new OAuthErrorException(
                    OAuthError.INVALID_DPOP_PROOF, "This client must send a DPoP proof to get a token.");
        }
        if (registered.certificateBound() && certificate.isEmpty()) {
            throw OAuthErrorException.invalidRequest(
                    "This client must present a TLS client certificate to get a token.");
        }
        return certificate.filter(key -> registered.certificateBound());
    }

    private Cnf used(DpopProof proof) {
        if (!usedIds.firstUse(new UsedId(UsedId.Kind.DPOP, proof.thumbprint(), proof.jti(), proof.until()))) {
            throw new OAuthErrorException(OAuthError.INVALID_DPOP_PROOF, "The DPoP proof has already been used.");
        }
        return new Cnf(BY_JWK, proof.thumbprint());
    }

    private static Cnf bound(X509Certificate certificate) {
        return new Cnf(
                BY_CERTIFICATE,
                X509CertificateConfirmation.of(certificate).getValue().toString());
    }
}

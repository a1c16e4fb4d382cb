package matryoshka.service.clients.authentication;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.certificates.ClientCertificates;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.Refusal;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.PresentedCredentials;
import matryoshka.service.platform.oauth.PresentedCredentials.Assertion;
import matryoshka.service.platform.oauth.PresentedCredentials.Certificate;

/** Authenticates clients at all OAuth endpoints (RFC 6749 §2.3) with the one method that is registered for the client. */
public final class ClientAuthentication {
    private static final String AUTHORIZATION = "Authorization";

    private final ClientCertificates certificates;
    private final VerifyAssertion verifyAssertion;
    private final VerifyCertificate verifyCertificate;
    private final ClientRates rates;
    private final AuditLog audit;

    public ClientAuthentication(
            ClientCertificates certificates,
            VerifyAssertion verifyAssertion,
            ClientRates rates,
            AuditLog audit,
            Clock clock) {
        this.certificates = certificates;
        this.verifyAssertion = verifyAssertion;
        this.verifyCertificate = new VerifyCertificate(clock);
        this.rates = rates;
        this.audit = audit;
    }

    /**
     * Returns the client that sent a request. Consumes an assertion, so call it once.
     *
     * @throws OAuthErrorException {@code invalid_client} with one text for every reason; {@code invalid_request} for contradicting
     *     credentials; {@code temporarily_unavailable} with 429 if the client sends too many requests
     */
    public Client authenticated(ClientRegistry clients, RequestHead request, FormParameters form) {
        PresentedCredentials presented = presented(clients, request, form);
        Authentication outcome = outcome(
                clients,
                presented,
                () -> certificates.isTrusted(request, () -> VerifyCertificate.ofSelfSigned(clients)));
        if (outcome instanceof Authentication.Failed failed) {
            audit.refused(refusal(clients, Optional.of(presented.clientId()), failed.flaw()));
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        Client client = ((Authentication.Proven) outcome).client();
        rates.tooEarly(client.id()).ifPresent(wait -> {
            audit.refused(Refusal.of(Refusal.Kind.RATE, client.id(), "too-many-requests"));
            throw OAuthErrorException.tooManyRequests(wait);
        });
        return client;
    }

    private PresentedCredentials presented(ClientRegistry clients, RequestHead request, FormParameters form) {
        List<String> authorization = request.values(AUTHORIZATION);
        try {
            return PresentedCredentials.from(authorization, form, certificates.of(request));
        } catch (OAuthErrorException malformed) {
            Optional<String> claimed = form.value("client_id");
            boolean isNothing = authorization.isEmpty()
                    && claimed.isEmpty()
                    && form.value("client_secret").isEmpty()
                    && form.value("client_assertion").isEmpty();
            if (isNothing) {
                audit.refusedAnonymous(refusal(clients, claimed, AuthenticationFlaw.NO_CREDENTIALS));
            } else {
                audit.refused(refusal(clients, claimed, AuthenticationFlaw.MALFORMED_CREDENTIALS));
            }
            throw malformed;
        }
    }

    /** Omits ids of unregistered clients, which may be anything, even a secret in the wrong place. */
    private static Refusal refusal(ClientRegistry clients, Optional<String> claimed, AuthenticationFlaw flaw) {
        return Refusal.of(
                Refusal.Kind.AUTHENTICATION,
                claimed.flatMap(clients::find).map(Client::id).orElse(null),
                flaw.word());
    }

    private Authentication outcome(ClientRegistry clients, PresentedCredentials presented, BooleanSupplier isTrusted) {
        if (presented instanceof Assertion asserted) {
            return verifyAssertion.verify(clients, asserted.assertion());
        }
        return presented instanceof Certificate proved
                ? verifyCertificate.verify(clients, proved, isTrusted)
                : AuthenticateClient.authenticate(clients, presented)
                        .<Authentication>map(Authentication.Proven::new)
                        .orElseGet(() -> new Authentication.Failed(AuthenticateClient.flaw(clients, presented)));
    }
}

package matryoshka.service.clients.authentication;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.certificates.ClientCertificates;
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

    public ClientAuthentication(ClientCertificates certificates, VerifyAssertion verifyAssertion, Clock clock) {
        this.certificates = certificates;
        this.verifyAssertion = verifyAssertion;
        this.verifyCertificate = new VerifyCertificate(clock);
    }

    /**
     * Returns the client that sent a request. Consumes an assertion, so call it once.
     *
     * @throws OAuthErrorException {@code invalid_client} with one text for every reason; {@code invalid_request} for contradicting
     *     credentials
     */
    public Client authenticated(ClientRegistry clients, RequestHead request, FormParameters form) {
        List<String> authorization = request.values(AUTHORIZATION);
        PresentedCredentials presented = PresentedCredentials.from(authorization, form, certificates.of(request));
        return client(
                        clients,
                        presented,
                        () -> certificates.isTrusted(request, () -> VerifyCertificate.ofSelfSigned(clients)))
                .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_CLIENT));
    }

    private Optional<Client> client(ClientRegistry clients, PresentedCredentials presented, BooleanSupplier isTrusted) {
        if (presented instanceof Assertion asserted) {
            return verifyAssertion.verify(clients, asserted.assertion());
        }
        return presented instanceof Certificate proved
                ? verifyCertificate.verify(clients, proved, isTrusted)
                : AuthenticateClient.authenticate(clients, presented);
    }
}

package matryoshka.service.authentication;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import matryoshka.service.clients.AuthenticateClient;
import matryoshka.service.clients.Client;
import matryoshka.service.oauth.FormParameters;
import matryoshka.service.oauth.OAuthError;
import matryoshka.service.oauth.OAuthErrorException;
import matryoshka.service.oauth.PresentedCredentials;
import matryoshka.service.snapshot.Snapshot;

/** Client authentication (RFC 6749 §2.3), the same at every OAuth endpoint. */
public final class ClientAuthentication {

    /**
     * The client that sends a request.
     *
     * @throws OAuthErrorException {@code invalid_client} when it has not proved itself, {@code invalid_request} when it tried in two ways
     */
    public Client authenticated(Snapshot snapshot, HttpHeaders headers, FormParameters form) {
        List<String> authorization = headers.getRequestHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        PresentedCredentials credentials = PresentedCredentials.from(authorization, form);
        return AuthenticateClient.authenticate(snapshot.clients(), credentials)
                .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_CLIENT));
    }
}

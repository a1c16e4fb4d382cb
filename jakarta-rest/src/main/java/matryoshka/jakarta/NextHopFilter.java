package matryoshka.jakarta;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.http.ServiceNonces;
import matryoshka.resource.http.ServiceNonces.Presentation;

/**
 * Puts the token for the service at a request's URL on it, in place of any that it has. Which token it follows from says the request's
 * property: {@code client.target(…).request().property(ReceivedTokens.PROPERTY, received)}. Requests to other hosts, and those without the
 * property, are left as they are. Jersey follows no redirect with a token.
 *
 * <p>A filter cannot repeat a request. If a service demands a nonce in DPoP proofs (RFC 9449 §9), its answer is 401 when it has a new one,
 * and the next request carries that.
 */
public final class NextHopFilter implements ClientRequestFilter, ClientResponseFilter {
    private static final String PRESENTED = Presentation.class.getName();
    /** Jersey's {@code ClientProperties.FOLLOW_REDIRECTS}: what follows a redirect takes the token along. */
    private static final String FOLLOW_REDIRECTS = "jersey.config.client.followRedirects";

    private final ServiceNonces nonces = new ServiceNonces();

    /**
     * {@inheritDoc}
     *
     * @throws matryoshka.resource.NoTokenException if a service is listed there, but there is no token for it; nothing is sent then
     */
    @Override
    public void filter(ClientRequestContext request) {
        if (request.getProperty(ReceivedTokens.PROPERTY) instanceof ReceivedToken received) {
            received.tokenIfListed(request.getUri()).ifPresent(token -> present(request, token));
        }
    }

    private void present(ClientRequestContext request, NextHopToken token) {
        Presentation presented = nonces.present(token, request.getMethod(), request.getUri());
        request.getHeaders().remove("DPoP");
        presented.headers().forEach((name, value) -> request.getHeaders().putSingle(name, value));
        request.setProperty(FOLLOW_REDIRECTS, false);
        request.setProperty(PRESENTED, presented);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (request.getProperty(PRESENTED) instanceof Presentation presented) {
            var unused = presented.after(response.getStatus(), response.getHeaderString("DPoP-Nonce"));
        }
    }
}

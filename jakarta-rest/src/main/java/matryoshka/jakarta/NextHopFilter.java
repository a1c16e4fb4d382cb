package matryoshka.jakarta;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.ReceivedToken;

/**
 * Puts the token for the service at a request's URL on it, in place of any that it has. Which token it follows from says the request's
 * property: {@code client.target(…).request().property(ReceivedTokens.PROPERTY, received)}. Requests to other hosts, and those without the
 * property, are left as they are. Jersey follows no redirect with a token.
 */
public final class NextHopFilter implements ClientRequestFilter {
    /** Jersey's {@code ClientProperties.FOLLOW_REDIRECTS}: what follows a redirect takes the token along. */
    private static final String FOLLOW_REDIRECTS = "jersey.config.client.followRedirects";

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

    private static void present(ClientRequestContext request, NextHopToken token) {
        request.getHeaders().remove("DPoP");
        token.headers(request.getMethod(), request.getUri())
                .forEach((name, value) -> request.getHeaders().putSingle(name, value));
        request.setProperty(FOLLOW_REDIRECTS, false);
    }
}

package matryoshka.spring;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.ReceivedToken;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Puts the token for the service at a request's URL on it, in place of any that it has. Requests to other hosts, and those outside of a
 * request with a token, are left as they are. As with any interceptor, Spring keeps the bodies of requests in memory until they are sent.
 */
public final class NextHopInterceptor implements ClientHttpRequestInterceptor {

    /**
     * {@inheritDoc}
     *
     * @throws matryoshka.resource.NoTokenException if a service is listed there, but there is no token for it; nothing is sent then
     */
    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        URI url = request.getURI();
        Optional<ReceivedToken> received = ReceivedTokens.ofAttribute(
                        request.getAttributes().get(ReceivedTokens.ATTRIBUTE))
                .or(ReceivedTokens::current);
        Optional<NextHopToken> next = received.flatMap(token -> token.tokenIfListed(url));
        next.ifPresent(token -> TokenHeaders.set(request.getHeaders(), token, request.getMethod(), url));
        return execution.execute(request, body);
    }
}

package matryoshka.spring;

import java.io.IOException;
import java.util.Optional;
import matryoshka.resource.http.ServiceNonces;
import matryoshka.resource.http.ServiceNonces.Presentation;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Puts the token for the service at a request's URL on it, in place of any that it has. Requests to other hosts, and those outside of a
 * request with a token, are left as they are. If the service demands a nonce (RFC 9449 §9), the request is sent again with it.
 *
 * <p>As with any interceptor, Spring keeps the bodies of requests in memory until they are sent.
 */
public final class NextHopInterceptor implements ClientHttpRequestInterceptor {
    private final ServiceNonces nonces = new ServiceNonces();

    /**
     * {@inheritDoc}
     *
     * @throws matryoshka.resource.NoTokenException if a service is listed there, but there is no token for it; nothing is sent then
     */
    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Optional<Presentation> presented = ReceivedTokens.ofAttribute(
                        request.getAttributes().get(ReceivedTokens.ATTRIBUTE))
                .or(ReceivedTokens::current)
                .flatMap(received -> received.tokenIfListed(request.getURI()))
                .map(token -> nonces.present(token, request.getMethod().name(), request.getURI()));
        if (presented.isEmpty()) {
            return execution.execute(request, body);
        }
        TokenHeaders.set(request.getHeaders(), presented.get());
        ClientHttpResponse response = execution.execute(request, body);
        Optional<Presentation> again =
                TokenHeaders.after(presented.get(), response.getStatusCode(), response.getHeaders());
        if (again.isEmpty()) {
            return response;
        }
        response.close();
        TokenHeaders.set(request.getHeaders(), again.get());
        return execution.execute(request, body);
    }
}

package matryoshka.resource.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;

/**
 * Sends requests with the token for the service at their URL. Never to a host that is not listed for a service, and never on to where an
 * answer redirects. Thread-safe.
 */
public final class AuthorizedRequests {
    private final HttpClient client;

    /**
     * Sends by a client.
     *
     * @throws IllegalArgumentException if the client follows redirects: it would take the token along
     */
    public AuthorizedRequests(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("A client that follows redirects would send tokens elsewhere.");
        }
        this.client = client;
    }

    /**
     * Returns a request with the headers of the token for the service at its URL, in place of any that it has.
     *
     * @throws NoTokenException if no service is listed there, or there is no token for it
     */
    public static HttpRequest authorize(HttpRequest request, ReceivedToken received) {
        HttpRequest.Builder authorized = HttpRequest.newBuilder(
                request, (name, value) -> !name.equalsIgnoreCase("Authorization") && !name.equalsIgnoreCase("DPoP"));
        received.tokenFor(request.uri())
                .headers(request.method(), request.uri())
                .forEach(authorized::setHeader);
        return authorized.build();
    }

    /**
     * Sends a request with the token for the service at its URL.
     *
     * @throws NoTokenException if no service is listed there, or there is no token for it; nothing is sent then
     */
    public <T> HttpResponse<T> send(HttpRequest request, ReceivedToken received, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return client.send(authorize(request, received), body);
    }
}

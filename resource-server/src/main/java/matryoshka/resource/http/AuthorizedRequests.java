package matryoshka.resource.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.http.ServiceNonces.Presentation;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the token for the service at their URL. Never to a host that is not listed for a service, and never on to where an
 * answer redirects. Thread-safe.
 */
public final class AuthorizedRequests {
    private static final String NONCE = "DPoP-Nonce";

    private final ServiceNonces nonces = new ServiceNonces();
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
        return with(request, received.tokenFor(request.uri()).headers(request.method(), request.uri()));
    }

    private static HttpRequest with(HttpRequest request, Map<String, String> headers) {
        HttpRequest.Builder authorized = HttpRequest.newBuilder(
                request, (name, value) -> !name.equalsIgnoreCase("Authorization") && !name.equalsIgnoreCase("DPoP"));
        headers.forEach(authorized::setHeader);
        return authorized.build();
    }

    /**
     * Sends a request with the token for the service at its URL. Sends it again if the service demands a nonce (RFC 9449 §9), so its body
     * must be one that can be sent twice.
     *
     * @throws NoTokenException if no service is listed there, or there is no token for it; nothing is sent then
     */
    public <T> HttpResponse<T> send(HttpRequest request, ReceivedToken received, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        NextHopToken token = received.tokenFor(request.uri());
        Presentation first = nonces.present(token, request.method(), request.uri());
        AtomicReference<@Nullable Presentation> again = new AtomicReference<>();
        HttpResponse<T> response = client.send(with(request, first.headers()), head -> {
            Optional<Presentation> repeated = first.after(
                    head.statusCode(), head.headers().firstValue(NONCE).orElse(null));
            repeated.ifPresent(again::set);
            return repeated.isPresent() ? BodySubscribers.replacing(null) : body.apply(head);
        });
        Presentation second = again.get();
        return second == null ? response : client.send(with(request, second.headers()), body);
    }
}

package matryoshka.service.platform.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to make. Its string form shows neither headers nor body.
 *
 * @param method GET or POST
 * @param headers by name; with {@code Content-Type} if there is a body
 * @param body sent in UTF-8; empty for none
 * @param maxBytes of the response's body; a larger response counts as none
 * @param patience for the whole request, from resolving the host to the last byte
 */
public record OutboundRequest(
        String method, URI uri, Map<String, String> headers, Optional<String> body, int maxBytes, Duration patience) {

    public OutboundRequest {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static OutboundRequest get(URI uri, String accept, int maxBytes, Duration patience) {
        return new OutboundRequest(
                "GET",
                uri,
                Map.of("Accept", accept, "Accept-Encoding", "identity"),
                Optional.empty(),
                maxBytes,
                patience);
    }

    @Override
    public String toString() {
        return method + " to " + uri.getHost();
    }
}

package matryoshka.service.platform.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to be made. Its text shows neither headers nor body.
 *
 * @param method GET or POST
 * @param headers by name; {@code Content-Type} among them when there is a body
 * @param body sent in UTF-8; empty for none
 * @param maxBytes of the answer's body; a larger one is no answer
 * @param patience for the whole of it, from looking the host up to the last byte
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

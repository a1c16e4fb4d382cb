package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.time.Instant;

/**
 * An event to deliver to a resource server.
 *
 * @param audience of the service
 * @param changes JSON: what the version did to tokens for this service
 * @param jti of the security event token, the same at every attempt
 * @param createdAt when the event was recorded
 * @param attempts so far, including the current one
 * @param isLast whether delivery has been tried for so long that this attempt is the last
 */
public record Delivery(
        String service,
        URI url,
        long version,
        String audience,
        String changes,
        String jti,
        Instant createdAt,
        int attempts,
        boolean isLast) {

    @Override
    public String toString() {
        return "version " + version + " to " + service;
    }
}

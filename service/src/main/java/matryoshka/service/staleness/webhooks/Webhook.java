package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource server wants to be told, and how that goes.
 *
 * @param service its service
 * @param pending events that it has not taken yet
 * @param deliveredVersion the latest version of which it took the event; null for none
 * @param deliveredAt when it did
 * @param givenUpVersion the latest version of which it was tried for too long; null for none
 */
public record Webhook(
        String service,
        URI url,
        long pending,
        @Nullable Long deliveredVersion,
        @Nullable Instant deliveredAt,
        @Nullable Long givenUpVersion) {}

package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The webhook of a resource server, with the state of its deliveries.
 *
 * @param service its service
 * @param pending events not delivered yet
 * @param deliveredVersion the latest version whose event was delivered; null for none
 * @param deliveredAt when that was
 * @param givenUpVersion the latest version whose event was given up; null for none
 */
public record Webhook(
        String service,
        URI url,
        long pending,
        @Nullable Long deliveredVersion,
        @Nullable Instant deliveredAt,
        @Nullable Long givenUpVersion) {}

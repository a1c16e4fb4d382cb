package matryoshka.spring;

import matryoshka.resource.ResourceServer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows whether the issuer answers. If it does not, the status is {@code UNKNOWN}, which takes no service down: tokens are still verified
 * with what was known before.
 */
public final class IssuerHealth implements HealthIndicator {
    private final ResourceServer server;

    public IssuerHealth(ResourceServer server) {
        this.server = server;
    }

    @Override
    public Health health() {
        return server.isCurrent()
                ? Health.up().build()
                : Health.unknown()
                        .withDetail("issuer", "does not answer; what was known before is used")
                        .build();
    }
}

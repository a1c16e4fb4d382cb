package matryoshka.service.platform.http;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.server.ServerProperties;

/** Registers the HTTP conventions with the application. */
public final class HttpFeature implements Feature {
    private final long maxBodyBytes;
    private final Places largeBodies;

    /**
     * @param maxBodyBytes the largest request body that is read, in bytes
     * @param largeBodies places for bodies that are longer than a form
     */
    public HttpFeature(long maxBodyBytes, Places largeBodies) {
        this.maxBodyBytes = maxBodyBytes;
        this.largeBodies = largeBodies;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                // Keeps Location a relative path: an absolute one would repeat whatever the Host header said.
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true)
                .register(new LateBodyFilter(largeBodies))
                .register(new BodyLimitFilter(maxBodyBytes))
                .register(new BodyTooLargeMapper())
                .register(new MediaTypeFilter())
                .register(new UnreadableAcceptFilter())
                .register(new RefusePreconditions())
                .register(new SecurityHeadersFilter());
        return true;
    }
}

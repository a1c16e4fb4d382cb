package matryoshka.service.platform.http;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.server.ServerProperties;

/** Joins the HTTP conventions to the application. */
public final class HttpFeature implements Feature {
    private final long maxBodyBytes;
    private final Places largeBodies;

    /**
     * @param maxBodyBytes size of the largest request body that is read, in bytes
     * @param largeBodies places for bodies that are longer than a form
     */
    public HttpFeature(long maxBodyBytes, Places largeBodies) {
        this.maxBodyBytes = maxBodyBytes;
        this.largeBodies = largeBodies;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                // A Location stays the path that it is: made absolute, it would tell whatever the Host header told.
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

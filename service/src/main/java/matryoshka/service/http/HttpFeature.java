package matryoshka.service.http;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Joins the HTTP conventions to the application. */
public final class HttpFeature implements Feature {
    private final long maxBodyBytes;

    /** @param maxBodyBytes size of the largest request body that is read, in bytes */
    public HttpFeature(long maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                .register(new UnreadBodyFilter())
                .register(new BodyLimitFilter(maxBodyBytes))
                .register(new BodyTooLargeMapper())
                .register(new SecurityHeadersFilter());
        return true;
    }
}

package matryoshka.service.platform.oauth;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Joins what all OAuth endpoints share to the application. */
public final class OAuthFeature implements Feature {
    private final int maxFormBytes;

    /** @param maxFormBytes size of the largest form that is read, in bytes */
    public OAuthFeature(int maxFormBytes) {
        this.maxFormBytes = maxFormBytes;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                .register(new FormParametersReader(maxFormBytes))
                .register(new OAuthErrorMapper())
                .register(new OAuthEndpointFilter());
        return true;
    }
}

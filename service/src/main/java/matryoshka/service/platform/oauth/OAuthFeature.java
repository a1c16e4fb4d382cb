package matryoshka.service.platform.oauth;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Registers what all OAuth endpoints share with the application. */
public final class OAuthFeature implements Feature {
    private final int maxFormBytes;

    /** @param maxFormBytes the largest form that is read, in bytes */
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

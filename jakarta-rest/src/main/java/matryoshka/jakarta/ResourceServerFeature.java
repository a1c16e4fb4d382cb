package matryoshka.jakarta;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import matryoshka.resource.ResourceServer;

/** Lets the resources of an application require tokens. Register one instance. */
public final class ResourceServerFeature implements Feature {
    private final RequireTokens requireTokens;

    private ResourceServerFeature(RequireTokens requireTokens) {
        this.requireTokens = requireTokens;
    }

    /** Requires a token for every resource, and scopes where {@link RequiresScope} says so. */
    public static ResourceServerFeature everywhere(ResourceServer server) {
        return new ResourceServerFeature(new RequireTokens(server, true));
    }

    /** Requires a token only for resources that have {@link RequiresScope}. */
    public static ResourceServerFeature whereAnnotated(ResourceServer server) {
        return new ResourceServerFeature(new RequireTokens(server, false));
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(requireTokens).register(new RefusedExceptionMapper());
        return true;
    }
}

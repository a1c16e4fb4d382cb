package matryoshka.service.access;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Guards every resource method that says which scope it requires. */
public final class AdminAccess implements DynamicFeature {
    private final BearerTokens tokens;

    public AdminAccess(BearerTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext method) {
        RequiresScope required = resource.getResourceMethod().getAnnotation(RequiresScope.class);
        if (required != null) {
            method.register(new BearerTokenFilter(tokens, required.value()));
        }
    }
}

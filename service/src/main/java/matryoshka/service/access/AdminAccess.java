package matryoshka.service.access;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Guards every resource method that says which scope it requires. */
public final class AdminAccess implements DynamicFeature {
    private final AdminCallers callers;

    public AdminAccess(AdminCallers callers) {
        this.callers = callers;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext method) {
        RequiresScope required = resource.getResourceMethod().getAnnotation(RequiresScope.class);
        if (required != null) {
            method.register(new BearerTokenFilter(callers, required.value()));
        }
    }
}

package matryoshka.service.platform.access;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Guards every resource method that is annotated with the scope it requires. */
public final class AdminAccess implements DynamicFeature {
    private final AdminCallers callers;
    private final Supplier<Optional<String>> obstacle;

    /** @param obstacle why this instance cannot tell for sure, at the moment, whether a token is valid: one sentence; empty if it can */
    public AdminAccess(AdminCallers callers, Supplier<Optional<String>> obstacle) {
        this.callers = callers;
        this.obstacle = obstacle;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext method) {
        RequiresScope required = resource.getResourceMethod().getAnnotation(RequiresScope.class);
        if (required != null) {
            method.register(new BearerTokenFilter(callers, obstacle, List.of(required.value())));
        }
    }
}

package matryoshka.jakarta;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import matryoshka.resource.ResourceServer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each resource that needs a token its filter.
 *
 * @param everywhere whether also those without {@link RequiresScope}
 */
record RequireTokens(ResourceServer server, boolean everywhere) implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        RequiresScope required = required(resource);
        if (required != null || everywhere) {
            context.register(
                    new VerifyRequest(server, required == null ? new String[0] : required.value()),
                    Priorities.AUTHENTICATION);
        }
    }

    private static @Nullable RequiresScope required(ResourceInfo resource) {
        RequiresScope ofMethod = resource.getResourceMethod().getAnnotation(RequiresScope.class);
        return ofMethod == null ? resource.getResourceClass().getAnnotation(RequiresScope.class) : ofMethod;
    }
}

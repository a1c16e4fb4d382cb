package matryoshka.service.platform.access;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.service.platform.audit.AuditLog;

/** Guards every resource method that is annotated with the scope it requires. */
public final class AdminAccess implements DynamicFeature {
    private final AdminCallers callers;
    private final Supplier<Optional<String>> obstacle;
    private final AuditLog audit;

    /** @param obstacle why this instance cannot tell for sure, at the moment, whether a token is valid: one sentence; empty if it can */
    public AdminAccess(AdminCallers callers, Supplier<Optional<String>> obstacle, AuditLog audit) {
        this.callers = callers;
        this.obstacle = obstacle;
        this.audit = audit;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext method) {
        RequiresScope required = resource.getResourceMethod().getAnnotation(RequiresScope.class);
        if (required != null) {
            method.register(
                    new BearerTokenFilter(callers, obstacle, List.of(required.value()), List.of(required.dryRun())));
            method.register(new RefusedCallFilter(audit, path(resource)));
        }
    }

    /** Returns the path as written in the code, since the path of a request may contain anything. */
    private static String path(ResourceInfo resource) {
        return Stream.of(
                        resource.getResourceClass().getAnnotation(Path.class),
                        resource.getResourceMethod().getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .map(path -> path.value().replaceAll("^/|/$", "").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}"))
                .collect(Collectors.joining("/", "/", ""));
    }
}

package matryoshka.service.platform.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.Refusal;
import matryoshka.service.platform.problems.Problem;
import org.jspecify.annotations.Nullable;

/** Logs which calls of the admin API were not permitted, and why: for lack of a token, of a scope, or of authority over something. */
final class RefusedCallFilter implements ContainerResponseFilter {
    /** The request property that holds the caller, once known. */
    static final String CALLER = "matryoshka.caller";

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final AuditLog audit;
    private final String path;

    /** @param path of the resource, with placeholders */
    RefusedCallFilter(AuditLog audit, String path) {
        this.audit = audit;
        this.path = path;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == UNAUTHORIZED) {
            boolean showsNothing = request.getHeaderString(HttpHeaders.AUTHORIZATION) == null;
            Refusal refusal = refusal(request, null, showsNothing ? "no-token" : "invalid-token");
            if (showsNothing) {
                audit.refusedAnonymous(refusal);
            } else {
                audit.refused(refusal);
            }
        } else if (response.getStatus() == FORBIDDEN && request.getProperty(CALLER) instanceof AdminCaller caller) {
            audit.refused(refusal(request, caller, reason(response.getEntity())));
        }
    }

    private Refusal refusal(ContainerRequestContext request, @Nullable AdminCaller caller, String reason) {
        Refusal refusal = Refusal.of(Refusal.Kind.ADMIN, caller == null ? null : caller.clientId(), reason)
                .with("method", request.getMethod())
                .with("path", path);
        return caller == null ? refusal : refusal.ofToken(caller.jti(), caller.txn());
    }

    private static String reason(@Nullable Object entity) {
        if (entity instanceof Problem problem && problem.extensions().containsKey("changes")) {
            return "owners-consent";
        }
        return entity instanceof Problem problem && problem.extensions().containsKey("scopes")
                ? "power-over-client"
                : "insufficient-scope";
    }
}

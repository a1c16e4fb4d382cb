package matryoshka.service.clients;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import matryoshka.graph.Scopes;
import matryoshka.service.platform.access.AdminCaller;
import org.jspecify.annotations.Nullable;

/** Takes the caller from the request's headers. */
final class CallerFilter implements ContainerRequestFilter {
    static final String CALLER = "Test-Caller";
    static final String SCOPES = "Test-Scopes";

    @Override
    public void filter(ContainerRequestContext request) {
        AdminCaller caller =
                new AdminCaller(request.getHeaderString(CALLER), Scopes.parse(request.getHeaderString(SCOPES)));
        request.setSecurityContext(new Caller(caller));
    }

    private record Caller(AdminCaller caller) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
            return null;
        }
    }
}

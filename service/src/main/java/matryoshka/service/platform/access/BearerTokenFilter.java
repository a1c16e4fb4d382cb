package matryoshka.service.platform.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.ProblemException;

/** Admits requests with a bearer token of the required scope, and refuses others as RFC 6750 §3 says. */
@Priority(Priorities.AUTHENTICATION)
final class BearerTokenFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final String REALM = "Bearer realm=\"matryoshka\"";

    /** Reading stays possible with a token of which this instance does not know whether it was revoked a moment ago. */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AdminCallers callers;
    private final Supplier<Optional<String>> obstacle;
    private final List<String> requiredScopes;
    private final List<String> dryRunScopes;

    /** @param dryRunScopes any one of which suffices for a dry run */
    BearerTokenFilter(
            AdminCallers callers,
            Supplier<Optional<String>> obstacle,
            List<String> requiredScopes,
            List<String> dryRunScopes) {
        this.callers = callers;
        this.obstacle = obstacle;
        this.requiredScopes = List.copyOf(requiredScopes);
        this.dryRunScopes = List.copyOf(dryRunScopes);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String token = token(request);
        AdminCaller caller = callers.caller(token).orElseThrow(BearerTokenFilter::invalidToken);
        request.setProperty(RefusedCallFilter.CALLER, caller);
        boolean isDryRun = !dryRunScopes.isEmpty() && isDryRun(request);
        if (!requiredScopes.stream().allMatch(caller::has)
                && !(isDryRun && dryRunScopes.stream().anyMatch(caller::has))) {
            String scopes = String.join(" ", isDryRun ? dryRunScopes : requiredScopes);
            throw ProblemException.of(403, "This requires a token with the scope " + scopes + ".")
                    .withHeader(
                            HttpHeaders.WWW_AUTHENTICATE,
                            REALM + ", error=\"insufficient_scope\", scope=\"" + scopes + "\"");
        }
        if (!READING.contains(request.getMethod())) {
            obstacle.get().ifPresent(sentence -> {
                throw ProblemException.unavailable(sentence);
            });
        }
        request.setSecurityContext(
                new CallerSecurity(caller, request.getSecurityContext().isSecure(), () -> isGood(token)));
    }

    private boolean isGood(String token) {
        return callers.caller(token)
                .filter(caller -> requiredScopes.stream().allMatch(caller::has))
                .isPresent();
    }

    /** Whether the query says so once, and nothing else: what the resource reads as no dry run must not pass for one. */
    private static boolean isDryRun(ContainerRequestContext request) {
        List<String> values =
                request.getUriInfo().getQueryParameters().getOrDefault(QueryParameters.DRY_RUN, List.of());
        return values.size() == 1
                && (values.get(0).equals("true") || values.get(0).isEmpty());
    }

    private static String token(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        if (headers.isEmpty()) {
            // A request without credentials gets no error code (RFC 6750 §3.1).
            throw ProblemException.of(
                            401, "The admin API requires a bearer token of this issuer in the Authorization header.")
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
        }
        String header = headers.get(0);
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw invalidToken();
        }
        return header.substring(SCHEME.length()).strip();
    }

    private static ProblemException invalidToken() {
        return ProblemException.of(401, "The token is not valid for this API.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_token\"");
    }

    private record CallerSecurity(AdminCaller caller, boolean secure, BooleanSupplier stillGood)
            implements SecurityContext, LastingAccess {
        @Override
        public boolean isStillGood() {
            return stillGood.getAsBoolean();
        }

        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.has(role);
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getAuthenticationScheme() {
            return SCHEME.strip();
        }
    }
}

package matryoshka.service.oauth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import matryoshka.service.problems.Problem;

/** Keeps the promises of {@link OAuthEndpoint}. */
@OAuthEndpoint
final class OAuthEndpointFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** Parameters of our grants and endpoints. URLs end up in logs and histories, so that none of these is read from a query. */
    private static final Set<String> FORM_ONLY = Set.of(
            "actor_token",
            "actor_token_type",
            "audience",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "grant_type",
            "min_graph_version",
            "requested_token_type",
            "resource",
            "scope",
            "subject_token",
            "subject_token_type",
            "token",
            "token_type_hint");

    @Override
    public void filter(ContainerRequestContext request) {
        for (String name : request.getUriInfo().getQueryParameters().keySet()) {
            if (FORM_ONLY.contains(name)) {
                throw OAuthErrorException.invalidRequest("'" + name + "' belongs in the body, not in the URL.");
            }
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        // RFC 6749 §5.1: every answer that may hold a token or a credential.
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().putSingle("Pragma", "no-cache");
        if (response.getEntity() instanceof Problem problem) {
            response.setEntity(answer(problem), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** What went wrong below the endpoint (database away, body too large, a bug) keeps its status and gets the nearest code. */
    private static OAuthErrorAnswer answer(Problem problem) {
        OAuthError nearest = switch (problem.status()) {
            case 503 -> OAuthError.TEMPORARILY_UNAVAILABLE;
            case 413 -> OAuthError.CONTENT_TOO_LARGE;
            default -> problem.status() < 500 ? OAuthError.INVALID_REQUEST : OAuthError.SERVER_ERROR;
        };
        return new OAuthErrorAnswer(nearest.code(), description(problem, nearest));
    }

    private static String description(Problem problem, OAuthError nearest) {
        if (problem.detail() != null) {
            return problem.detail();
        }
        Object errorId = problem.extensions().get(Problem.ERROR_ID);
        if (errorId != null) {
            return nearest.description() + " Error id: " + errorId;
        }
        return problem.status() < 500 ? problem.title() : nearest.description();
    }
}

package matryoshka.service.platform.oauth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import matryoshka.service.platform.problems.Problem;

/** Enforces the rules of {@link OAuthEndpoint}. */
@OAuthEndpoint
final class OAuthEndpointFilter implements ContainerRequestFilter, ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            // An empty parameter counts as omitted, as in the body.
            boolean isGiven = values.stream().anyMatch(value -> !value.isEmpty());
            if (isGiven && OAuthParameters.NAMES.contains(name)) {
                throw OAuthErrorException.invalidRequest("'" + name + "' must be in the body, not in the URL.");
            }
        });
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        // RFC 6749 §5.1: for every response that may contain a token or a credential, unless it says itself who may
        // keep it.
        String said = response.getHeaderString(HttpHeaders.CACHE_CONTROL);
        if (said == null || said.equals("no-store")) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getHeaders().putSingle("Pragma", "no-cache");
        }
        if (response.getEntity() instanceof Problem problem) {
            response.setEntity(answer(problem), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** Converts a failure below the endpoint (database down, body too large, a bug): it keeps its status and gets the nearest code. */
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

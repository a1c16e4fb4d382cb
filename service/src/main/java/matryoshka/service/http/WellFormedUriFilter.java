package matryoshka.service.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import matryoshka.service.problems.ProblemException;

/** Refuses queries that cannot be decoded; Jersey would meet them later as an unexpected error. */
@PreMatching
final class WellFormedUriFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        try {
            request.getUriInfo().getQueryParameters();
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.of(400, "The query is malformed.");
        }
    }
}

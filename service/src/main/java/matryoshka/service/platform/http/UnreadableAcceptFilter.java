package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import matryoshka.service.platform.problems.ProblemException;

/**
 * Refuses a request whose {@code Accept} contains no readable media type. Runs after matching, so that OAuth endpoints can answer in their
 * own format.
 */
final class UnreadableAcceptFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(MediaTypeFilter.UNREADABLE_ACCEPT) != null) {
            throw ProblemException.of(400, "The Accept header contains no readable media type.");
        }
    }
}

package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import matryoshka.service.platform.problems.ProblemException;

/** Refuses a request in whose {@code Accept} no media type can be read. It runs after matching, so that an OAuth endpoint answers in its own form. */
final class UnreadableAcceptFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(MediaTypeFilter.UNREADABLE_ACCEPT) != null) {
            throw ProblemException.of(400, "No media type can be read in the Accept header.");
        }
    }
}

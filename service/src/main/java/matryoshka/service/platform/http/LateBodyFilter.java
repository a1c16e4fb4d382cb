package matryoshka.service.platform.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.security.Principal;
import matryoshka.service.platform.connections.LateBody;
import matryoshka.service.platform.problems.ProblemException;

/**
 * Bounds how many bodies are read while they arrive, each by a thread and into memory. Runs after authentication: no such body is read from
 * an unauthenticated caller.
 */
@Priority(Priorities.AUTHORIZATION)
final class LateBodyFilter implements ContainerRequestFilter {
    private final Places places;

    LateBodyFilter(Places places) {
        this.places = places;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Principal caller = request.getSecurityContext().getUserPrincipal();
        if (caller != null && request.getProperty(LateBody.ATTRIBUTE) instanceof LateBody body) {
            Places.Place place = places.take(caller.getName())
                    .orElseThrow(() -> ProblemException.unavailable(
                            "The maximum number of large request bodies is already being read."));
            body.whenAnswered(place::close);
        }
    }
}

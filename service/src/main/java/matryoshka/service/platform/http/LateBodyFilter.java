package matryoshka.service.platform.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.security.Principal;
import matryoshka.service.platform.connections.LateBody;
import matryoshka.service.platform.problems.ProblemException;

/**
 * Bounds how many bodies are read while they arrive, each by a thread and into memory. It runs when the caller is known: of a stranger, no
 * such body is read at all.
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
                    .orElseThrow(() ->
                            ProblemException.unavailable("As many large bodies are being read as may be at once."));
            body.whenAnswered(place::close);
        }
    }
}

package matryoshka.service.platform.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import matryoshka.service.platform.problems.ProblemException;

/** Answers 413 for bodies that turn out to be too large while they are read. */
final class BodyTooLargeMapper implements ExceptionMapper<BodyTooLargeException> {
    @Override
    public Response toResponse(BodyTooLargeException tooLarge) {
        return problem().toResponse();
    }

    static ProblemException problem() {
        return ProblemException.of(413, "The body is too large.");
    }
}

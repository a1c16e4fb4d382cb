package matryoshka.jakarta;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import matryoshka.resource.RefusedException;

/** Answers requests whose resource calls {@link matryoshka.resource.ReceivedToken#requireScopes} in vain. */
final class RefusedExceptionMapper implements ExceptionMapper<RefusedException> {
    @Override
    public Response toResponse(RefusedException refusal) {
        return VerifyRequest.answer(refusal);
    }
}

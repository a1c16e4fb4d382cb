package matryoshka.service.platform.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every exception that reaches the edge into a problem. Clients never see an exception's own message; for an unexpected one they get
 * an id that is also in the log.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final int BAD_REQUEST = Response.Status.BAD_REQUEST.getStatusCode();

    /** Headers that are part of a status's meaning; all others of a framework's exception are dropped. */
    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER);

    private final Supplier<String> errorIds;

    /** @param errorIds returns a new random id for each unexpected error */
    public ProblemMapper(Supplier<String> errorIds) {
        this.errorIds = errorIds;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof ProblemException refused) {
            return refused.toResponse();
        }
        if (thrown instanceof WebApplicationException web) {
            return translate(web);
        }
        if (thrown instanceof JsonProcessingException json && JsonProblems.isClientsFault(json)) {
            return respond(JsonProblems.of(json)).build();
        }
        if (thrown instanceof HttpException http && http.getCode() < 500) {
            return respond(Problem.of(http.getCode())).build();
        }
        if (thrown instanceof IOException && thrown.getCause() instanceof TimeoutException) {
            return respond(Problem.of(
                            Response.Status.REQUEST_TIMEOUT.getStatusCode(), "The body did not arrive in time."))
                    .build();
        }
        if (thrown instanceof EOFException) {
            return respond(Problem.of(BAD_REQUEST, "The body ended too early.")).build();
        }
        return Outages.isOutage(thrown) ? outage(thrown) : unexpected(thrown);
    }

    static Response.ResponseBuilder respond(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }

    private Response translate(WebApplicationException web) {
        Response original = web.getResponse();
        if (original.getStatus() < 400) {
            return original;
        }
        if (original.getStatus() >= 500 && web.getCause() != null) {
            return unexpected(web);
        }
        Response.ResponseBuilder response = respond(problem(web));
        for (String name : KEPT_HEADERS) {
            String value = original.getHeaderString(name);
            if (value != null) {
                response.header(name, value);
            }
        }
        return response.build();
    }

    private static Problem problem(WebApplicationException web) {
        // Jersey would answer a malformed query parameter with 404.
        if (web instanceof ParamException parameter && !(web instanceof ParamException.PathParamException)) {
            return Problem.of(BAD_REQUEST, "The parameter '%s' is malformed.".formatted(parameter.getParameterName()));
        }
        return Problem.of(web.getResponse().getStatus());
    }

    private static Response outage(Throwable thrown) {
        LOG.warn("The database is unavailable: {}", thrown.getClass().getName());
        return ProblemException.unavailable("The database is unavailable at the moment.")
                .toResponse();
    }

    private Response unexpected(Throwable thrown) {
        String id = errorIds.get();
        LOG.error("Unexpected error {}", id, thrown);
        return respond(Problem.of(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode())
                        .with(Problem.ERROR_ID, id))
                .build();
    }
}

package matryoshka.service.platform.problems;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ends a request with a problem. For the HTTP edge only: below it, expected failures are values.
 *
 * <p>It has no stack trace, since the cause is in the request and not in this code.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.title(), null, false, false);
        this.problem = problem;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static ProblemException of(int status, String detail) {
        return new ProblemException(Problem.of(status, detail));
    }

    /** Returns a 503 with {@code Retry-After}: something needed is temporarily unavailable. */
    public static ProblemException unavailable(String detail) {
        return of(Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(Outages.RETRY_AFTER_SECONDS));
    }

    /** Returns the same exception with one more response header. */
    public ProblemException withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new ProblemException(problem, more);
    }

    public Problem problem() {
        return problem;
    }

    /** Returns the response with the problem. */
    public Response toResponse() {
        Response.ResponseBuilder response = ProblemMapper.respond(problem);
        headers.forEach(response::header);
        return response.build();
    }
}

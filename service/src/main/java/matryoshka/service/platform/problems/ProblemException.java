package matryoshka.service.platform.problems;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ends a request with a problem. For the HTTP edge only: below it, expected failures are values.
 *
 * <p>It has no stack trace, since it tells of the request and not of our code.
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

    /** 503 with {@code Retry-After}: what is needed is away for the moment. */
    public static ProblemException unavailable(String detail) {
        return of(Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(Outages.RETRY_AFTER_SECONDS));
    }

    /** The same exception with one more response header. */
    public ProblemException withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new ProblemException(problem, more);
    }

    public Problem problem() {
        return problem;
    }

    /** The response that tells the problem. */
    public Response toResponse() {
        Response.ResponseBuilder response = ProblemMapper.respond(problem);
        headers.forEach(response::header);
        return response.build();
    }
}

package matryoshka.service.platform.problems;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.Violation;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A problem as sent to a client (RFC 9457).
 *
 * @param type URI of the kind of problem; {@code about:blank} says no more than the status does
 * @param title the kind of problem in a few words, the same each time
 * @param status the HTTP status
 * @param detail one sentence about this occurrence; null if the status says it all. Never contains text from below (driver, parser, stack)
 * @param violations the rules that the request's document violates; omitted from the JSON if empty
 * @param extensions further members, by name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        List<Violation> violations,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** The media type of the JSON form. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The member with the id of an unexpected error, which the log also has. */
    public static final String ERROR_ID = "error_id";

    public Problem {
        violations = List.copyOf(violations);
        extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
    }

    /** Returns a problem that its status describes well enough. */
    public static Problem of(int status) {
        return new Problem("about:blank", HttpStatus.getMessage(status), status, null, List.of(), Map.of());
    }

    public static Problem of(int status, String detail) {
        return of(status).withDetail(detail);
    }

    public Problem withDetail(String newDetail) {
        return new Problem(type, title, status, newDetail, violations, extensions);
    }

    public Problem withViolations(List<Violation> newViolations) {
        return new Problem(type, title, status, detail, newViolations, extensions);
    }

    /** Returns the same problem with one more member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new TreeMap<>(extensions);
        more.put(member, value);
        return new Problem(type, title, status, detail, violations, more);
    }
}

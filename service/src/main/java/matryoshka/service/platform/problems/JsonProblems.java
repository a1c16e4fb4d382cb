package matryoshka.service.platform.problems;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import matryoshka.graph.Violation;

/**
 * Problems of JSON bodies that cannot be read. The parser's own messages quote the body, which may contain secrets, so these give only
 * positions: a line and column, or a JSON pointer.
 */
final class JsonProblems {
    private static final int BAD_REQUEST = Response.Status.BAD_REQUEST.getStatusCode();

    private JsonProblems() {}

    /** Returns whether the body is at fault, rather than this issuer's types or the writing of a response. */
    static boolean isClientsFault(JsonProcessingException failure) {
        return !(failure instanceof JsonGenerationException) && !(failure instanceof InvalidDefinitionException);
    }

    static Problem of(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return Problem.of(BAD_REQUEST, "The body does not have the expected form.")
                    .withViolations(List.of(violation(mapping)));
        }
        JsonLocation place = failure.getLocation();
        return Problem.of(
                BAD_REQUEST,
                place == null
                        ? "The body is not well-formed JSON."
                        : "The body is not well-formed JSON at line " + place.getLineNr() + ", column "
                                + place.getColumnNr() + ".");
    }

    private static Violation violation(JsonMappingException failure) {
        String pointer = pointer(failure.getPath());
        return failure instanceof UnrecognizedPropertyException
                ? new Violation(pointer, "unknown-member", "There is no such member.")
                : new Violation(pointer, "form", "The value does not have the expected form.");
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            String name = step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}

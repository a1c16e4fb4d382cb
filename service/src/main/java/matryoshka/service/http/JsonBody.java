package matryoshka.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.DocumentSyntaxException;
import matryoshka.service.problems.ProblemException;

/** The body of a request that is JSON and may hold secrets. */
public final class JsonBody {
    private JsonBody() {}

    /**
     * Reads it.
     *
     * @throws ProblemException 400 when it is no JSON; it says where, for the parser's own words may quote the body
     */
    public static JsonNode parse(byte[] body) {
        try {
            return DocumentFormat.JSON.parse(body);
        } catch (DocumentSyntaxException fault) {
            throw ProblemException.of(
                    400,
                    "The body is not well-formed JSON at line %d, column %d.".formatted(fault.line(), fault.column()));
        }
    }
}

package matryoshka.service.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.json.TooManyElementsException;
import matryoshka.service.platform.problems.ProblemException;

/** The body of a request that is JSON and may hold secrets. */
public final class JsonBody {
    private static final int MAX_BYTES = 1024 * 1024;

    private JsonBody() {}

    /**
     * Reads it.
     *
     * @throws ProblemException 400 when it is no JSON; it says where, for the parser's own words may quote the body. 413 when it has more
     *     than a mebibyte, or more than 20 000 values
     */
    public static JsonNode parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return DocumentFormat.JSON.parse(body, ElementLimits.SMALL, Room.UNBOUNDED);
        } catch (TooManyElementsException tooMany) {
            throw tooLarge();
        } catch (DocumentSyntaxException fault) {
            throw ProblemException.of(
                    400,
                    "The body is not well-formed JSON at line %d, column %d.".formatted(fault.line(), fault.column()));
        }
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(413, "The body is too large.");
    }
}

package matryoshka.service.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.json.TooManyElementsException;
import matryoshka.service.platform.problems.ProblemException;

/** Parses JSON request bodies that may contain secrets. */
public final class JsonBody {
    private static final int MAX_BYTES = 1024 * 1024;

    private JsonBody() {}

    /**
     * Parses a body.
     *
     * @throws ProblemException 400 if it is not JSON; the message gives only the position, since the parser's own message may quote the
     *     body. 413 if it has more than a mebibyte, or more than 20 000 values
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
                    "The body is not well-formed JSON at line " + fault.line() + ", column " + fault.column() + ".");
        }
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(413, "The body is too large.");
    }
}

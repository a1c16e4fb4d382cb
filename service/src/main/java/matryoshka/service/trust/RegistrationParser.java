package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.DocumentSyntaxException;
import matryoshka.service.outbound.OutboundPolicy;
import matryoshka.service.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** From the body of a request to a registration. */
record RegistrationParser(String ownIssuer, OutboundPolicy policy) {

    /**
     * Reads a body.
     *
     * @param path what the path calls the issuer, or null
     * @throws ProblemException 400 when it is no JSON; the parser's own words may quote the body
     */
    TrustRegistration parse(byte[] body, @Nullable String path) {
        JsonNode json;
        try {
            json = DocumentFormat.JSON.parse(body);
        } catch (DocumentSyntaxException fault) {
            throw ProblemException.of(
                    400,
                    "The body is not well-formed JSON at line %d, column %d.".formatted(fault.line(), fault.column()));
        }
        return TrustReader.read(json, path, ownIssuer, policy);
    }
}

package matryoshka.service.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.DocumentSyntaxException;
import matryoshka.service.document.ObjectCursor;
import matryoshka.service.outbound.OutboundPolicy;
import matryoshka.service.problems.Problem;
import matryoshka.service.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads a registration: its {@code url}, and nothing else. The rule reported here beside those of {@link ObjectCursor} is {@code url}. */
record WebhookReader(OutboundPolicy policy) {

    /**
     * Where requests are wanted.
     *
     * @throws ProblemException 400 for what is no JSON, 422 for what breaks rules
     */
    URI read(byte[] body) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(parse(body), "", violations);
        URI url = cursor == null ? null : url(cursor);
        if (url == null || !violations.isEmpty()) {
            throw new ProblemException(
                    Problem.of(422, "The registration breaks rules.").withViolations(violations));
        }
        return url;
    }

    private @Nullable URI url(ObjectCursor body) {
        String text = body.requires("url") ? body.text("url") : null;
        body.refuseOthers();
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text);
            policy.objection(url).ifPresent(sentence -> body.report("url", "url", sentence));
            return url;
        } catch (URISyntaxException malformed) {
            body.report("url", "url", "This must be an https URL.");
            return null;
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return DocumentFormat.JSON.parse(body);
        } catch (DocumentSyntaxException fault) {
            throw ProblemException.of(
                    400,
                    "The body is not well-formed JSON at line %d, column %d.".formatted(fault.line(), fault.column()));
        }
    }
}

package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.outbound.OutboundUrl;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a webhook registration, which has only {@code url}. Besides the rules of {@link ObjectCursor}, this reports the rule {@code url}.
 */
record WebhookReader(OutboundPolicy policy) {

    /**
     * Returns the URL to send events to.
     *
     * @throws ProblemException 400 if the body is not JSON, 422 if it violates rules
     */
    URI read(byte[] body) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(JsonBody.parse(body), violations);
        URI url = cursor == null ? null : url(cursor);
        if (url == null || !violations.isEmpty()) {
            throw new ProblemException(
                    Problem.of(422, "The registration is invalid.").withViolations(violations));
        }
        return url;
    }

    private @Nullable URI url(ObjectCursor body) {
        boolean isThere = body.requires("url");
        body.refuseOthers();
        return isThere ? OutboundUrl.read(body, "url", "url", policy) : null;
    }
}

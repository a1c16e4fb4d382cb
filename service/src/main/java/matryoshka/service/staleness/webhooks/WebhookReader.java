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

/** Reads a registration: its {@code url}, and nothing else. The rule reported here beside those of {@link ObjectCursor} is {@code url}. */
record WebhookReader(OutboundPolicy policy) {

    /**
     * Where requests are wanted.
     *
     * @throws ProblemException 400 for what is no JSON, 422 for what breaks rules
     */
    URI read(byte[] body) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(JsonBody.parse(body), violations);
        URI url = cursor == null ? null : url(cursor);
        if (url == null || !violations.isEmpty()) {
            throw new ProblemException(
                    Problem.of(422, "The registration breaks rules.").withViolations(violations));
        }
        return url;
    }

    private @Nullable URI url(ObjectCursor body) {
        boolean isThere = body.requires("url");
        body.refuseOthers();
        return isThere ? OutboundUrl.read(body, "url", "url", policy) : null;
    }
}

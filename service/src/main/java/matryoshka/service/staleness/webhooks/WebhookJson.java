package matryoshka.service.staleness.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.http.VersionTag;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.outbound.OutboundUrl;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Writes webhooks as JSON, and reads registrations, which have only {@code url}. Besides the rules of {@link ObjectCursor}, reading reports
 * the rule {@code url}.
 */
final class WebhookJson {
    private WebhookJson() {}

    static ObjectNode webhook(Webhook webhook) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("service", webhook.service())
                .put("url", webhook.url().toString())
                .put("pending", webhook.pending());
        Instant deliveredAt = webhook.deliveredAt();
        if (deliveredAt != null) {
            node.put("delivered_version", webhook.deliveredVersion()).put("delivered_at", deliveredAt.toString());
        }
        if (webhook.givenUpVersion() != null) {
            node.put("given_up_version", webhook.givenUpVersion());
        }
        return node;
    }

    /** Returns the entity tag, which covers the whole representation, since a webhook has no number. */
    static VersionTag tag(Webhook webhook) {
        return VersionTag.ofContent(0, webhook(webhook));
    }

    static ObjectNode webhooks(List<Webhook> webhooks) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("webhooks");
        webhooks.forEach(webhook -> list.add(webhook(webhook)));
        return node;
    }

    /**
     * Returns the URL to send events to.
     *
     * @param policy which URLs are allowed
     * @throws ProblemException 400 if the body is not JSON, 422 if it violates rules
     */
    static URI read(byte[] body, OutboundPolicy policy) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(JsonBody.parse(body), violations);
        URI url = cursor == null ? null : url(cursor, policy);
        if (url == null || !violations.isEmpty()) {
            throw new ProblemException(
                    Problem.of(422, "The registration is invalid.").withViolations(violations));
        }
        return url;
    }

    private static @Nullable URI url(ObjectCursor body, OutboundPolicy policy) {
        boolean isThere = body.requires("url");
        body.refuseOthers();
        return isThere ? OutboundUrl.read(body, "url", "url", policy) : null;
    }
}

package matryoshka.service.staleness.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import matryoshka.service.platform.http.VersionTag;

/** Writes webhooks as JSON. */
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
}

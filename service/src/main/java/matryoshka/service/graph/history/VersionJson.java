package matryoshka.service.graph.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import matryoshka.service.graph.versions.PublishedVersion;

/** Writes an entry of the graph's history as JSON. */
public final class VersionJson {
    private VersionJson() {}

    public static ObjectNode of(PublishedVersion version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", version.version())
                .put("published_at", version.publishedAt().toString())
                .put("published_by", version.publishedBy())
                .put("message", version.message());
    }
}

package matryoshka.cli.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import matryoshka.cli.terminal.Json;

/** Layers as JSON: for each its verdict, its content, and nested layers under {@code tokens}; without the tokens themselves. */
final class LayersJson {
    private LayersJson() {}

    /** @param now seconds since the epoch */
    static ObjectNode of(Layer layer, long now) {
        ObjectNode json = Json.object();
        json.put("verdict", layer.verdict().name().toLowerCase(Locale.ROOT));
        if (!layer.judgement().reason().isEmpty()) {
            json.put("reason", layer.judgement().reason());
        }
        layer.audiences().forEach(json.putArray("audiences")::add);
        json.put("scope", layer.scope());
        json.put("holder", layer.holder());
        layer.actors().forEach(json.putArray("actors")::add);
        layer.remaining(now).ifPresent(seconds -> json.put("expires_in", seconds));
        json.put("bytes", layer.bytes());
        json.set("header", layer.header());
        json.set("claims", layer.claims());
        ArrayNode tokens = json.putArray("tokens");
        layer.embedded().forEach(embedded -> tokens.add(of(embedded, now)));
        return json;
    }
}

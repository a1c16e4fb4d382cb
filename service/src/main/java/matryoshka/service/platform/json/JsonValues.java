package matryoshka.service.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Converts values as {@link matryoshka.graph.ClaimValues} holds them to JSON. */
public final class JsonValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonValues() {}

    /** Converts a value of any shape, as {@link matryoshka.graph.ClaimValues} holds it. */
    public static JsonNode node(Object value) {
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return DecimalNode.valueOf(number);
        }
        if (value instanceof List<?> list) {
            ArrayNode node = JSON.arrayNode(list.size());
            list.forEach(element -> node.add(node(element)));
            return node;
        }
        ObjectNode node = JSON.objectNode();
        ((Map<?, ?>) value).forEach((name, member) -> node.set((String) name, node(member)));
        return node;
    }
}

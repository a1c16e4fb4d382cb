package matryoshka.service.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a version did to tokens in circulation.
 *
 * @param stale plan nodes whose tokens became stale
 * @param fresh plan nodes whose tokens are fresh again
 */
public record Changes(List<NodeChange> stale, List<NodeChange> fresh) {
    public Changes {
        stale = List.copyOf(stale);
        fresh = List.copyOf(fresh);
    }

    /** The services whose tokens are among them, each with its audience. */
    SortedMap<String, String> audiences() {
        SortedMap<String, String> audiences = new TreeMap<>();
        Stream.of(stale, fresh)
                .flatMap(List::stream)
                .map(NodeChange::audiences)
                .map(Map::entrySet)
                .flatMap(Set::stream)
                .forEach(entry -> audiences.put(entry.getKey(), entry.getValue()));
        return audiences;
    }

    /** What of this concerns tokens for a service. */
    Changes of(String service) {
        return new Changes(
                stale.stream().filter(node -> node.isFor(service)).toList(),
                fresh.stream().filter(node -> node.isFor(service)).toList());
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode becameStale = json.putArray("stale");
        for (NodeChange node : stale) {
            told(becameStale, node)
                    .put("missing", node.missing())
                    .put("excess", node.excess())
                    .put("changed", node.changed());
        }
        ArrayNode becameFresh = json.putArray("fresh");
        fresh.forEach(node -> told(becameFresh, node));
        return json;
    }

    private static ObjectNode told(ArrayNode list, NodeChange node) {
        ObjectNode told = list.addObject().put("plan", node.plan());
        ArrayNode audiences = told.putArray("aud");
        node.audienceNames().forEach(audiences::add);
        return told;
    }
}

package matryoshka.service.staleness.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a graph version did to tokens in circulation.
 *
 * @param stale plan nodes whose tokens became stale
 * @param fresh plan nodes whose tokens became fresh again
 * @param isPartial whether there are more changes than these
 */
public record Changes(List<NodeChange> stale, List<NodeChange> fresh, boolean isPartial) {
    /** The maximum number of plan nodes that an event lists. */
    static final int MAX_NODES = 1_000;

    static final Changes NONE = new Changes(List.of(), List.of(), false);

    public Changes {
        stale = List.copyOf(stale);
        fresh = List.copyOf(fresh);
    }

    /** Combines two sets of changes, up to the maximum that an event lists. */
    Changes and(Changes others) {
        List<NodeChange> allStale = joined(stale, others.stale, MAX_NODES - fresh.size());
        List<NodeChange> allFresh = joined(fresh, others.fresh, MAX_NODES - allStale.size());
        boolean isWhole = allStale.size() + allFresh.size()
                == stale.size() + others.stale.size() + fresh.size() + others.fresh.size();
        return new Changes(allStale, allFresh, isPartial || others.isPartial || !isWhole);
    }

    private static List<NodeChange> joined(List<NodeChange> some, List<NodeChange> more, int most) {
        List<NodeChange> joined = new ArrayList<>(some);
        more.stream().limit(Math.max(0, most - some.size())).forEach(joined::add);
        return joined;
    }

    /** Keeps only the changes that match. */
    Changes only(Predicate<NodeChange> wanted) {
        return new Changes(
                stale.stream().filter(wanted).toList(),
                fresh.stream().filter(wanted).toList(),
                isPartial);
    }

    /** Returns the services whose tokens are affected, each with its audience. */
    SortedMap<String, String> audiences() {
        SortedMap<String, String> audiences = new TreeMap<>();
        Stream.of(stale, fresh)
                .flatMap(Collection::stream)
                .map(NodeChange::audiences)
                .map(Map::entrySet)
                .flatMap(Set::stream)
                .forEach(entry -> audiences.put(entry.getKey(), entry.getValue()));
        return audiences;
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
        if (isPartial) {
            json.put("partial", true);
        }
        return json;
    }

    private static ObjectNode told(ArrayNode list, NodeChange node) {
        ObjectNode told = list.addObject().put("plan", node.plan());
        ArrayNode audiences = told.putArray("aud");
        node.audienceNames().forEach(audiences::add);
        return told;
    }
}

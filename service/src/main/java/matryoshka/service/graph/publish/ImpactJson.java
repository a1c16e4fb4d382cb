package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.impact.NewReach;
import org.jspecify.annotations.Nullable;

/** Writes the {@code impact} member of a response. */
final class ImpactJson {
    private ImpactJson() {}

    static ObjectNode of(Impact impact) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode plans = json.putArray("plans");
        SortedSet<String> clients = new TreeSet<>();
        for (Impact.PlanImpact plan : impact.plans()) {
            clients.add(plan.clientId());
            ObjectNode entry = plans.addObject();
            entry.put("client_id", plan.clientId());
            entry.put("scope", plan.requested().toString());
            entry.put("direction", direction(plan));
            putScopes(entry.putObject("missing"), plan.missing());
            putScopes(entry.putObject("excess"), plan.excess());
            plan.changed().forEach(entry.putArray("changed")::add);
            entry.put("alive_until", plan.aliveUntil().toString());
        }
        clients.forEach(json.putArray("clients")::add);
        ArrayNode reach = json.putArray("new_reach");
        for (NewReach newly : impact.reach()) {
            ObjectNode entry =
                    reach.addObject().put("client_id", newly.client()).put("scope", newly.scope());
            ArrayNode path = entry.putArray("path");
            newly.path().forEach(dependency -> path.add(dependency.name()));
        }
        ObjectNode largest = json.putObject("largest_plan");
        putSize(largest, "before", impact.before());
        putSize(largest, "after", impact.after());
        json.put("partial", impact.isPartial());
        return json;
    }

    private static String direction(Impact.PlanImpact plan) {
        if (plan.missing().isEmpty() == plan.excess().isEmpty()) {
            return plan.missing().isEmpty() ? "changed" : "both";
        }
        return plan.excess().isEmpty() ? "missing" : "excess";
    }

    private static void putScopes(ObjectNode json, ScopesByService byService) {
        byService.forEach((service, scopes) -> scopes.forEach(json.putArray(service)::add));
    }

    private static void putSize(ObjectNode json, String member, Impact.@Nullable Size size) {
        if (size == null) {
            json.putNull(member);
        } else {
            json.putObject(member)
                    .put("bytes", size.bytes())
                    .put("tokens", size.tokens())
                    .put("depth", size.depth());
        }
    }
}

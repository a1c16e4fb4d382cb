package matryoshka.service.staleness.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.graph.history.VersionJson;
import matryoshka.service.graph.preview.PlanJson;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.staleness.StalenessStatus;
import matryoshka.token.VerifiedToken;

/** Writes explanations as JSON. They contain no token, and nothing that a token says about a user. */
final class ExplanationJson {
    private final Explanation explanation;

    private ExplanationJson(Explanation explanation) {
        this.explanation = explanation;
    }

    static ObjectNode of(Explanation explanation) {
        return new ExplanationJson(explanation).json();
    }

    private ObjectNode json() {
        VerifiedToken token = explanation.token();
        MintedPlan plan = explanation.plan();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("jti", token.jti());
        json.put("txn", token.txn());
        json.put("client_id", token.clientId());
        json.put("origin_client", plan.origin().client());
        json.put("version", token.graphVersion());
        json.put("current_version", explanation.currentVersion());
        json.put("plan", explanation.node().id());
        way(json.putArray("way"), explanation.path().edges());
        standing(json);
        ArrayNode scopes = json.putArray("scopes");
        // Nodes are ordered leaf first; readers begin at the outer token.
        for (int index = plan.nodes().size() - 1; index >= 0; index--) {
            TokenAuthority level = plan.nodes().get(index).level();
            if (level.isAtOrBelow(explanation.path())) {
                nested(scopes, level);
            }
        }
        lineage(json.putArray("lineage"), plan.lineage());
        ArrayNode changes = json.putArray("changes");
        explanation.changes().forEach(change -> changes.add(change(change)));
        json.set("today", today());
        return json;
    }

    private void standing(ObjectNode json) {
        Staleness standing = explanation.assessed().staleness();
        json.put("stale", explanation.assessed().status() != StalenessStatus.FRESH);
        if (explanation.assessed().status() == StalenessStatus.REFUSED) {
            json.put("refused", true);
        }
        json.set("missing", byService(standing.missing()));
        json.set("excess", byService(standing.excess()));
        standing.changed().forEach(json.putArray("changed")::add);
    }

    private void nested(ArrayNode scopes, TokenAuthority level) {
        List<Edge> below = level.path()
                .edges()
                .subList(explanation.path().length(), level.path().length());
        int first = scopes.size();
        scopes(scopes, level);
        for (int index = first; index < scopes.size(); index++) {
            way(((ObjectNode) scopes.get(index)).putArray("nested"), below);
        }
    }

    private void scopes(ArrayNode scopes, TokenAuthority level) {
        level.services()
                .forEach((service, at) -> at.givers().forEach((scope, givers) -> {
                    ObjectNode json = scopes.addObject();
                    json.put("service", service);
                    json.put("scope", scope);
                    json.put("requested", givers.isEmpty());
                    ArrayNode givenBy = json.putArray("given_by");
                    givers.forEach(giver -> givenBy.add(giver(giver)));
                }));
    }

    private ObjectNode giver(String dependency) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("dependency", dependency);
        PublishedVersion form = explanation.forms().get(dependency);
        return form == null ? json : json.setAll(VersionJson.of(form));
    }

    private void lineage(ArrayNode json, List<TokenAuthority> lineage) {
        for (TokenAuthority level : lineage) {
            ObjectNode before = json.addObject();
            ArrayNode services = before.putArray("services");
            level.services().keySet().forEach(services::add);
            scopes(before.putArray("scopes"), level);
        }
    }

    private static ObjectNode change(GraphChange change) {
        ObjectNode json = VersionJson.of(change.version());
        change.services().forEach(json.putArray("services")::add);
        change.dependencies().forEach(json.putArray("dependencies")::add);
        return json;
    }

    private JsonNode today() {
        return explanation
                .today()
                .flatMap(plan ->
                        plan.at(explanation.path()).map(token -> PlanJson.tree(plan, token, explanation.encryption())))
                .<JsonNode>map(tree -> tree)
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static void way(ArrayNode json, List<Edge> edges) {
        edges.forEach(step -> json.addObject().put("holder", step.holder()).put("callee", step.callee()));
    }

    private static ObjectNode byService(ScopesByService scopes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        scopes.forEach((service, some) -> some.forEach(json.putArray(service)::add));
        return json;
    }
}

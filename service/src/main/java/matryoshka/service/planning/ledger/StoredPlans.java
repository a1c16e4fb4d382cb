package matryoshka.service.planning.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.ExchangeHop;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.staleness.MintedPlan;

/** Plans as JSON in the database. Only this issuer writes it, so anything that cannot be read is a bug. */
final class StoredPlans {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StoredPlans() {}

    /** Writes the origin, except client and scopes, which have columns of their own, and the lineage. */
    static String chain(MintedPlan plan) {
        ObjectNode chain = NODES.objectNode();
        chain.put("envelope", plan.origin().reservedBytes());
        if (!plan.origin().claims().isEmpty()) {
            chain.set("claims", texts(plan.origin().claims()));
        }
        ArrayNode hops = chain.putArray("hops");
        plan.origin().hops().forEach(hop -> hops.add(hop(hop)));
        ArrayNode lineage = chain.putArray("lineage");
        plan.lineage().forEach(level -> lineage.add(level(level)));
        if (!plan.conditions().isEmpty()) {
            chain.set("conditions", texts(plan.conditions()));
        }
        return chain.toString();
    }

    static String nodes(MintedPlan plan) {
        ArrayNode nodes = NODES.arrayNode();
        plan.nodes().forEach(node -> nodes.add(node(node)));
        return nodes.toString();
    }

    private static ObjectNode node(MintedPlan.Node node) {
        ObjectNode json = level(node.level()).put("id", node.id());
        if (node.digest() != null) {
            json.put("digest", node.digest());
        }
        if (!node.conditions().isEmpty()) {
            json.set("when", texts(node.conditions()));
        }
        if (node.cut() != null) {
            ArrayNode cut = json.putArray("cut");
            node.cut().forEach(one -> cut.add(cut(one)));
        }
        return json;
    }

    private static ObjectNode cut(MintedPlan.Cut cut) {
        ObjectNode json = level(cut.level());
        if (!cut.conditions().isEmpty()) {
            json.set("when", texts(cut.conditions()));
        }
        return json;
    }

    /** Earlier releases stored plans without the digest, or without the cut subtrees. */
    private static MintedPlan.Node node(JsonNode json) {
        return new MintedPlan.Node(
                json.get("id").textValue(),
                level(json),
                json.path("digest").textValue(),
                texts(json.path("when")),
                json.has("cut") ? cuts(json.get("cut")) : null);
    }

    private static List<MintedPlan.Cut> cuts(JsonNode json) {
        List<MintedPlan.Cut> cuts = new ArrayList<>();
        json.forEach(one -> cuts.add(new MintedPlan.Cut(level(one), texts(one.path("when")))));
        return cuts;
    }

    static MintedPlan plan(String client, Scopes requested, String chainJson, String nodesJson) {
        JsonNode chain = parse(chainJson);
        List<ExchangeHop> hops = new ArrayList<>();
        chain.get("hops").forEach(hop -> hops.add(hop(hop)));
        List<TokenAuthority> lineage = new ArrayList<>();
        chain.get("lineage").forEach(level -> lineage.add(level(level)));
        List<MintedPlan.Node> nodes = new ArrayList<>();
        parse(nodesJson).forEach(node -> nodes.add(node(node)));
        return new MintedPlan(
                new Origin(
                        client,
                        requested,
                        texts(chain.path("claims")),
                        hops,
                        chain.get("envelope").intValue()),
                lineage,
                nodes,
                texts(chain.path("conditions")));
    }

    private static ObjectNode hop(ExchangeHop hop) {
        ObjectNode json = NODES.objectNode();
        json.set("place", steps(hop.path()));
        json.set("held", texts(hop.held().toList()));
        if (hop.along() != null) {
            json.set("along", step(hop.along()));
        }
        if (hop.requested() != null) {
            json.set("requested", texts(hop.requested().toList()));
        }
        if (!hop.without().isEmpty()) {
            json.set("without", texts(hop.without()));
        }
        return json;
    }

    private static ExchangeHop hop(JsonNode json) {
        return new ExchangeHop(
                steps(json.get("place")),
                Scopes.of(texts(json.get("held"))),
                json.has("along") ? step(json.get("along")) : null,
                json.has("requested") ? Scopes.of(texts(json.get("requested"))) : null,
                json.has("without") ? texts(json.get("without")) : Sorted.set(List.of()));
    }

    private static ObjectNode level(TokenAuthority level) {
        ObjectNode json = NODES.objectNode();
        json.set("way", steps(level.path()));
        ObjectNode services = json.putObject("services");
        level.services().forEach((name, at) -> {
            ObjectNode service = services.putObject(name).put("aud", at.audience());
            ObjectNode scopes = service.putObject("scopes");
            at.givers().forEach((scope, givers) -> scopes.set(scope, texts(givers)));
        });
        return json;
    }

    private static TokenAuthority level(JsonNode json) {
        SortedMap<String, TokenAuthority.At> services = new TreeMap<>();
        json.get("services").properties().forEach(service -> {
            SortedMap<String, SortedSet<String>> givers = new TreeMap<>();
            service.getValue()
                    .get("scopes")
                    .properties()
                    .forEach(scope -> givers.put(scope.getKey(), texts(scope.getValue())));
            services.put(
                    service.getKey(),
                    new TokenAuthority.At(service.getValue().get("aud").textValue(), givers));
        });
        return new TokenAuthority(steps(json.get("way")), services);
    }

    private static ArrayNode steps(TokenPath path) {
        ArrayNode json = NODES.arrayNode();
        path.forEach(step -> json.add(step(step)));
        return json;
    }

    private static TokenPath steps(JsonNode json) {
        List<Edge> steps = new ArrayList<>();
        json.forEach(step -> steps.add(step(step)));
        return new TokenPath(steps);
    }

    private static ArrayNode step(Edge step) {
        return NODES.arrayNode().add(step.holder()).add(step.callee());
    }

    private static Edge step(JsonNode json) {
        return new Edge(json.get(0).textValue(), json.get(1).textValue());
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode json = NODES.arrayNode();
        texts.forEach(json::add);
        return json;
    }

    private static SortedSet<String> texts(JsonNode json) {
        SortedSet<String> texts = new TreeSet<>();
        json.forEach(text -> texts.add(text.textValue()));
        return Sorted.set(texts);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored plan cannot be read back", impossible);
        }
    }
}

package matryoshka.service.tokens.introspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.token.ClaimNames;
import matryoshka.token.Cnf;
import matryoshka.token.VerifiedToken;

/** Introspections as JSON (RFC 7662 §2.2). */
final class IntrospectionJson {
    private IntrospectionJson() {}

    /** Of everything that is not active, or not for the client to know, the same. */
    static ObjectNode of(Optional<Introspection> introspection) {
        return introspection
                .map(IntrospectionJson::active)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("active", false));
    }

    private static ObjectNode active(Introspection introspection) {
        VerifiedToken token = introspection.token();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("active", true);
        json.put("token_type", Cnf.tokenType(token.cnf().orElse(null)));
        StoredJson.parse(token.json()).properties().forEach(claim -> json.set(claim.getKey(), claim.getValue()));
        json.remove(List.of(ClaimNames.STATUS, ClaimNames.GRAPH));
        if (!introspection.withTokens()) {
            json.remove(ClaimNames.TOKENS);
        }
        json.set(ClaimNames.GRAPH, graph(introspection));
        return json;
    }

    private static ObjectNode graph(Introspection introspection) {
        ObjectNode graph = JsonNodeFactory.instance.objectNode();
        graph.put("version", introspection.token().graphVersion());
        graph.put("current_version", introspection.currentVersion());
        graph.put("stale", introspection.stale());
        graph.set("missing", byService(introspection.standing().missing()));
        graph.set("excess", byService(introspection.standing().excess()));
        introspection.standing().changed().forEach(graph.putArray("changed")::add);
        return graph;
    }

    static ObjectNode byService(SortedMap<String, SortedSet<String>> scopes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        scopes.forEach((service, some) -> some.forEach(json.putArray(service)::add));
        return json;
    }
}

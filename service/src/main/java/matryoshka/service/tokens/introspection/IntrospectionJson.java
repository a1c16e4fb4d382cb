package matryoshka.service.tokens.introspection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.ScopesByService;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.token.ClaimNames;
import matryoshka.token.Cnf;
import matryoshka.token.EmbeddedToken;
import matryoshka.token.Unpacking;
import matryoshka.token.VerifiedToken;

/** Writes introspections as JSON (RFC 7662 §2.2). */
final class IntrospectionJson {
    private IntrospectionJson() {}

    /** Writes the same for every token that is not active, or that the client may not know. */
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
        if (json.remove(ClaimNames.TOKENS) != null && introspection.withTokens()) {
            json.set(ClaimNames.TOKENS, tokens(token));
        }
        json.set(ClaimNames.GRAPH, graph(introspection));
        return json;
    }

    /**
     * Lists the nested tokens of the next level, whatever form they have in the token, so that clients need not unpack an introspection.
     */
    private static ArrayNode tokens(VerifiedToken token) {
        ArrayNode tokens = JsonNodeFactory.instance.arrayNode();
        if (!(token.embedded() instanceof Unpacking.Unpacked unpacked)) {
            throw new IllegalStateException("a token of ours embeds what cannot be read: " + token.jti());
        }
        for (EmbeddedToken embedded : unpacked.tokens()) {
            ObjectNode entry = tokens.addObject().put(ClaimNames.ENTRY_TYPE, ClaimNames.ACCESS_TOKEN_TYPE);
            if (embedded.audiences().size() == 1) {
                entry.put(ClaimNames.AUDIENCE, embedded.audiences().get(0));
            } else {
                embedded.audiences().forEach(entry.putArray(ClaimNames.AUDIENCE)::add);
            }
            if (token.audiences().size() > 1) {
                entry.put(ClaimNames.ENTRY_HOLDER, embedded.holder());
            }
            entry.put(ClaimNames.ENTRY_TOKEN, embedded.token().compact());
        }
        return tokens;
    }

    private static ObjectNode graph(Introspection introspection) {
        ObjectNode graph = JsonNodeFactory.instance.objectNode();
        graph.put("version", introspection.token().graphVersion());
        graph.put("current_version", introspection.currentVersion());
        graph.put("stale", introspection.stale());
        graph.set("missing", byService(introspection.staleness().missing()));
        graph.set("excess", byService(introspection.staleness().excess()));
        introspection.staleness().changed().forEach(graph.putArray("changed")::add);
        return graph;
    }

    static ObjectNode byService(ScopesByService scopes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        scopes.forEach((service, some) -> some.forEach(json.putArray(service)::add));
        return json;
    }
}

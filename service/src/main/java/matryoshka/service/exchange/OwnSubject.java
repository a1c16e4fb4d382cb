package matryoshka.service.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.clients.StoredJson;
import matryoshka.service.staleness.JudgeTokens;
import matryoshka.token.ClaimNames;
import matryoshka.token.VerifiedToken;

/** A token of this issuer that may be exchanged, with what it was minted from. */
record OwnSubject(VerifiedToken token, JudgeTokens.Found found) {

    /** As the graph sees it. */
    Subject subject() {
        MintedPlan plan = found.use().plan();
        return new Subject(
                plan.origin(), plan.nodes().get(found.index()).level().way(), token.scopes());
    }

    String originClient() {
        return found.use().clientId();
    }

    /** Its claims but for those that the issuer alone sets: exactly, so that they can be said again. */
    SortedMap<String, Object> customClaims() {
        Set<String> names = new HashSet<>(token.claims().keySet());
        names.removeAll(ClaimNames.RESERVED);
        return names.isEmpty()
                ? Sorted.map(Map.of())
                : StoredJson.object(((ObjectNode) StoredJson.parse(token.json())).retain(names));
    }
}

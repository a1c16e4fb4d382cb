package matryoshka.service.tokens.grants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.token.ClaimNames;
import matryoshka.token.VerifiedToken;

/**
 * A token of this issuer that may be exchanged.
 *
 * @param found its plan
 * @param callers the services in its audience for which the client may exchange it, the client's own first; at least one
 * @param customClaims its claims except those that only the issuer sets, with exact values, so that they can be repeated
 */
record OwnSubject(
        VerifiedToken token, EvaluateTokens.Found found, List<String> callers, SortedMap<String, Object> customClaims) {

    OwnSubject {
        callers = List.copyOf(callers);
        customClaims = Sorted.map(customClaims);
    }

    static OwnSubject of(VerifiedToken token, EvaluateTokens.Found found, List<String> callers) {
        return new OwnSubject(token, found, callers, customClaims(token));
    }

    /**
     * Returns the subject in terms of the graph. An earlier release did not store the claims with which a chain began: for such a chain the
     * remaining claims suffice.
     */
    Subject subject() {
        MintedPlan plan = found.kept().plan();
        return new Subject(
                plan.tellsContent() ? plan.origin() : plan.origin().bringing(customClaims.keySet()),
                plan.nodes().get(found.index()).level().path(),
                Scopes.of(token.scopes()));
    }

    String originClient() {
        return found.kept().clientId();
    }

    private static SortedMap<String, Object> customClaims(VerifiedToken token) {
        Set<String> names = new HashSet<>(token.claims().keySet());
        names.removeAll(ClaimNames.RESERVED);
        return names.isEmpty()
                ? Sorted.map(Map.of())
                : StoredJson.object(((ObjectNode) StoredJson.parse(token.json())).retain(names));
    }
}

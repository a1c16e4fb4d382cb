package matryoshka.service.planning.minting;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.conditions.ConditionVariables;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.token.ClaimNames;

/**
 * The variables for conditions of dependencies, except the claims of the token at the start of the edge.
 *
 * @param originClient the client that began the chain
 * @param properties registered with that client
 * @param subject whom the chain acts for
 * @param parameters of the request; omits those with more than {@link ParameterRules#MAX_VALUE_LENGTH} characters
 */
public record RequestVariables(
        String originClient,
        SortedMap<String, Object> properties,
        String subject,
        SortedMap<String, String> parameters) {

    public RequestVariables {
        properties = Sorted.map(properties);
        SortedMap<String, String> readable = new TreeMap<>(parameters);
        readable.values().removeIf(value -> value.length() > ParameterRules.MAX_VALUE_LENGTH);
        parameters = Sorted.map(readable);
    }

    /** Creates the variables of a chain whose client may no longer exist. */
    public static RequestVariables of(
            String originClient, Optional<Client> client, String subject, SortedMap<String, String> parameters) {
        return new RequestVariables(
                originClient,
                client.map(found -> found.metadata().properties()).orElseGet(() -> Sorted.map(Map.of())),
                subject,
                parameters);
    }

    /**
     * Adds the custom claims of the token at the start of the edge, so that embedding and exchange evaluate conditions alike. A parameter
     * bound by an earlier request is one of those claims: it is known without being sent again, and cannot be overridden.
     */
    public ConditionVariables facts(Map<String, Object> claims) {
        Map<String, Object> known = new HashMap<>(claims);
        known.put(ClaimNames.SUBJECT, subject);
        Map<String, String> told = new HashMap<>(parameters);
        told.keySet().removeAll(claims.keySet());
        claims.forEach((name, value) -> {
            if (value instanceof String text) {
                told.put(name, text);
            }
        });
        return new ConditionVariables(originClient, properties, known, told);
    }
}

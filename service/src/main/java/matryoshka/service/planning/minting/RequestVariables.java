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
 * What conditions of dependencies are judged by, besides the claims of the token that is to be led on from.
 *
 * @param originClient the client that began the chain
 * @param properties what is registered with it
 * @param subject whom the chain acts for
 * @param parameters of the request; those of more than {@link ParameterRules#MAX_VALUE_LENGTH} characters are left out
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

    /** Those of a chain whose client may be gone. */
    public static RequestVariables of(
            String originClient, Optional<Client> client, String subject, SortedMap<String, String> parameters) {
        return new RequestVariables(
                originClient,
                client.map(found -> found.metadata().properties()).orElseGet(() -> Sorted.map(Map.of())),
                subject,
                parameters);
    }

    /**
     * With the custom claims of the token that an edge leads on from: so embedding and exchange are judged alike. A parameter that an
     * earlier request had bound is one of those claims: it is known without being sent again, and cannot be sent otherwise.
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

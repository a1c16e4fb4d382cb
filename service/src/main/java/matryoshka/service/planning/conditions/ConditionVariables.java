package matryoshka.service.planning.conditions;

import java.util.Map;

/**
 * The variables of a condition. Values are JSON values as {@link matryoshka.graph.ClaimValues} holds them.
 *
 * @param clientId {@code client_id}: the client that began the chain
 * @param properties {@code client}: the registered properties of that client
 * @param subject {@code subject}: {@code sub}, and the custom claims of the token at the start of the edge
 * @param parameters {@code parameters}: those of the request, overridden by those of these claims that are strings
 */
public record ConditionVariables(
        String clientId, Map<String, Object> properties, Map<String, Object> subject, Map<String, String> parameters) {

    public ConditionVariables {
        properties = Map.copyOf(properties);
        subject = Map.copyOf(subject);
        parameters = Map.copyOf(parameters);
    }
}

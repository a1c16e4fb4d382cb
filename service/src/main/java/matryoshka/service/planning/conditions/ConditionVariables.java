package matryoshka.service.planning.conditions;

import java.util.Map;

/**
 * What a condition can speak of. Values are JSON values as {@link matryoshka.graph.ClaimValues} holds them.
 *
 * @param clientId {@code client_id}: the client that began the chain
 * @param properties {@code client}: the properties that are registered with that client
 * @param subject {@code subject}: {@code sub}, and the custom claims of the token that the edge leads on from
 * @param parameters {@code parameters}: those of the request, and before them the texts among those claims
 */
public record ConditionVariables(
        String clientId, Map<String, Object> properties, Map<String, Object> subject, Map<String, String> parameters) {

    public ConditionVariables {
        properties = Map.copyOf(properties);
        subject = Map.copyOf(subject);
        parameters = Map.copyOf(parameters);
    }
}

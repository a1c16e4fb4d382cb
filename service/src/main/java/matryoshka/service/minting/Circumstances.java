package matryoshka.service.minting;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.conditions.Facts;
import matryoshka.token.ClaimNames;

/**
 * What conditions of dependencies are judged by, besides the claims of the token that is to be led on from.
 *
 * @param originClient the client that began the chain
 * @param properties what is registered with it
 * @param subject whom the chain acts for
 * @param parameters of the request
 */
public record Circumstances(
        String originClient,
        SortedMap<String, Object> properties,
        String subject,
        SortedMap<String, String> parameters) {

    public Circumstances {
        properties = Sorted.map(properties);
        parameters = Sorted.map(parameters);
    }

    /** Those of a chain whose client may be gone. */
    public static Circumstances of(
            String originClient, Optional<Client> client, String subject, SortedMap<String, String> parameters) {
        return new Circumstances(
                originClient,
                client.map(found -> found.metadata().properties()).orElseGet(() -> Sorted.map(Map.of())),
                subject,
                parameters);
    }

    /** With the custom claims of the token that an edge leads on from: so embedding and exchange are judged alike. */
    public Facts facts(Map<String, Object> claims) {
        Map<String, Object> known = new HashMap<>(claims);
        known.put(ClaimNames.SUBJECT, subject);
        return new Facts(originClient, properties, known, parameters);
    }
}

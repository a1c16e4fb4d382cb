package matryoshka.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.resource.TokenRequest;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings of {@link TokenProducerInterceptor}, among those of the producer. */
public final class InterceptorSettings {
    /**
     * Which service consumes each topic, by the service's name or audience: a map, or a text such as
     * {@code orders-placed=shipping,loans=ledger}. Required.
     */
    public static final String TOPICS = "matryoshka.token.topics";

    /**
     * Those of the topics whose messages may wait: a list, or a text separated by commas. Their tokens are always got by exchange, so that
     * the dependency can {@code extend} their lifetime. By default none.
     */
    public static final String EXCHANGED_TOPICS = "matryoshka.token.exchanged.topics";

    private InterceptorSettings() {}

    static AuthorizedRecords read(Map<String, ?> settings) {
        Set<String> exchanged = new HashSet<>(list(EXCHANGED_TOPICS, settings.get(EXCHANGED_TOPICS)));
        Map<String, TokenRequest> requests = new HashMap<>();
        services(settings.get(TOPICS)).forEach((topic, service) -> {
            TokenRequest request = TokenRequest.to(service);
            requests.put(topic, exchanged.remove(topic) ? request.exchangedOnly() : request);
        });
        if (!exchanged.isEmpty()) {
            throw new ConfigException(EXCHANGED_TOPICS + " has topics that " + TOPICS + " lacks: " + exchanged);
        }
        return new AuthorizedRecords(requests);
    }

    private static Map<String, String> services(@Nullable Object value) {
        Map<String, String> services = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((topic, service) -> services.put(String.valueOf(topic), String.valueOf(service)));
        } else {
            for (String pair : list(TOPICS, value)) {
                int equals = pair.indexOf('=');
                if (equals < 1 || equals == pair.length() - 1) {
                    throw new ConfigException(TOPICS + " must be topic=service pairs, separated by commas.");
                }
                services.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        if (services.isEmpty()) {
            throw new ConfigException(TOPICS + " must name at least one topic and its service.");
        }
        return services;
    }

    private static List<String> list(String name, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection.stream().map(String::valueOf).toList());
        }
        if (value instanceof String text) {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
        throw new ConfigException(name + " must be a text or a collection.");
    }
}

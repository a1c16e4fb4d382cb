package matryoshka.resource.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.List;
import java.util.Map;
import matryoshka.resource.testing.PlayedEndpoints.Answer;

/** Whom services call, as a {@link PlayedIssuer} lists it to authenticated clients. */
public final class PlayedEgress {
    private final PlayedEndpoints endpoints;
    private final PlayedExchange clients;

    /**
     * A callee.
     *
     * @param hosts where it is called
     * @param sharing {@code embed}, {@code exchange} or {@code reuse}
     */
    public record Entry(String service, String audience, List<String> hosts, String sharing) {
        /** Describes a callee whose tokens are embedded. */
        public static Entry embedded(String service, String audience, String... hosts) {
            return new Entry(service, audience, List.of(hosts), "embed");
        }

        public static Entry exchanged(String service, String audience, String... hosts) {
            return new Entry(service, audience, List.of(hosts), "exchange");
        }

        public static Entry reused(String service, String audience, String... hosts) {
            return new Entry(service, audience, List.of(hosts), "reuse");
        }
    }

    PlayedEgress(PlayedEndpoints endpoints, PlayedExchange clients) {
        this.endpoints = endpoints;
        this.clients = clients;
    }

    void list(String service, List<Entry> entries) {
        String json = JSONObjectUtils.toJSONString(Map.of(
                "version",
                1L,
                "service",
                service,
                "egress",
                entries.stream()
                        .map(entry -> Map.of(
                                "service", entry.service(),
                                "audience", entry.audience(),
                                "hosts", entry.hosts(),
                                "scopes", List.of(),
                                "sharing", entry.sharing()))
                        .toList()));
        String tag = '"' + Integer.toHexString(json.hashCode()) + '"';
        endpoints.answer("/graph/services/" + service + "/egress", request -> {
            if (!clients.isAuthenticated(request)) {
                return PlayedExchange.error(401, "invalid_client");
            }
            Map<String, String> headers = Map.of("Content-Type", "application/json", "ETag", tag);
            return tag.equals(request.ifNoneMatch()) ? new Answer(304, headers, "") : new Answer(200, headers, json);
        });
    }
}

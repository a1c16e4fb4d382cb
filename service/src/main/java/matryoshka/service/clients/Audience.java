package matryoshka.service.clients;

import java.util.List;
import java.util.stream.Stream;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.UriNormalForm;
import matryoshka.token.VerifiedToken;

/** Matches clients with the audiences of tokens. */
public final class Audience {
    private Audience() {}

    /** Returns whether a client is a service in the token's audience. A client whose id is a service's name is that service. */
    public static boolean includes(ServiceGraph graph, String clientId, VerifiedToken token) {
        return graph.service(clientId)
                .filter(service -> token.audiences().stream()
                        .anyMatch(audience -> UriNormalForm.same(audience, service.effectiveAudience())))
                .isPresent();
    }

    /**
     * Returns the services in the token's audience for which a client may present it: itself first, then those that name it among their
     * presenters, by name.
     */
    public static List<String> presentableFor(ServiceGraph graph, String clientId, VerifiedToken token) {
        Stream<String> itself = includes(graph, clientId, token) ? Stream.of(clientId) : Stream.empty();
        Stream<String> presented = token.audiences().stream()
                .flatMap(audience -> graph.target(audience).stream())
                .filter(service -> service.presenters().contains(clientId))
                .map(Service::name)
                .sorted();
        return Stream.concat(itself, presented).distinct().toList();
    }
}

package matryoshka.service.clients;

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
}

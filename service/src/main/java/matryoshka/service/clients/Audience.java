package matryoshka.service.clients;

import matryoshka.graph.ServiceGraph;
import matryoshka.graph.UriNormalForm;
import matryoshka.token.VerifiedToken;

/** Whom a token is for. */
public final class Audience {
    private Audience() {}

    /** Whether a client is a service that the token is for. A client whose id is a service's name is that service. */
    public static boolean includes(ServiceGraph graph, String clientId, VerifiedToken token) {
        return graph.service(clientId)
                .filter(service -> token.audiences().stream()
                        .anyMatch(audience -> UriNormalForm.same(audience, service.effectiveAudience())))
                .isPresent();
    }
}

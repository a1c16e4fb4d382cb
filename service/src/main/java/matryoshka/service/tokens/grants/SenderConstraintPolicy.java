package matryoshka.service.tokens.grants;

import java.util.Optional;
import matryoshka.graph.Confirmation;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.TokenContent;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.token.Cnf;
import matryoshka.token.VerifiedToken;

/**
 * Exchange frees no token of the key it is bound to (RFC 9449 §5, RFC 8705 §3). Who exchanges its own token proves that key. Who exchanges
 * what a client has bound and presented to it cannot prove the client's key, and gets a token bound to its own. Where the graph has bound
 * a token to its holder, the graph says of the next holder too.
 */
final class SenderConstraintPolicy {
    private SenderConstraintPolicy() {}

    /**
     * What is wrong with an exchange, if something is.
     *
     * @param subject what is exchanged, for a service of its audience
     * @param wanted what the new token will say
     */
    static Optional<String> violation(ServiceGraph graph, VerifiedToken subject, TokenContent wanted, ProvenKeys keys) {
        if (subject.cnf().isEmpty()) {
            return Optional.empty();
        }
        Cnf key = subject.cnf().get();
        if (subject.clientId().equals(wanted.presenter())) {
            return keys.all().contains(key)
                    ? Optional.empty()
                    : Optional.of("The subject token is bound to a key of this client's, which has to be proved.");
        }
        boolean staysBound = keys.binding() != null || wanted.confirmation() != null;
        return staysBound || isOfTheGraph(graph, subject.clientId(), key)
                ? Optional.empty()
                : Optional.of("The subject token is bound to a key, so the new one has to be: send a DPoP proof.");
    }

    private static boolean isOfTheGraph(ServiceGraph graph, String holder, Cnf key) {
        return graph.service(holder)
                .map(service -> service.keys().confirmation())
                .filter(new Confirmation(key.method(), key.thumbprint())::equals)
                .isPresent();
    }
}

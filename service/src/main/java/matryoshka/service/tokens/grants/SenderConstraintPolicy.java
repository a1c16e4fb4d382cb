package matryoshka.service.tokens.grants;

import java.util.Optional;
import matryoshka.graph.Confirmation;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.token.Cnf;
import matryoshka.token.VerifiedToken;

/**
 * An exchange never releases a token from the key it is bound to (RFC 9449 §5, RFC 8705 §3). A client that exchanges its own token proves
 * that key. A client that exchanges a token that another client has bound and presented to it cannot prove that key, and gets a token bound
 * to its own. If the graph bound the token to its holder, the graph also determines the key of the next holder.
 */
final class SenderConstraintPolicy {
    private SenderConstraintPolicy() {}

    /**
     * Returns what is wrong with an exchange, if anything.
     *
     * @param subject the token to exchange, for a service in its audience
     * @param wanted the content of the new token
     */
    static Optional<String> violation(
            ServiceGraph graph, VerifiedToken subject, PlannedContent wanted, ProvenKeys keys) {
        if (subject.cnf().isEmpty()) {
            return Optional.empty();
        }
        Cnf key = subject.cnf().get();
        if (subject.clientId().equals(wanted.presenter())) {
            return keys.all().contains(key)
                    ? Optional.empty()
                    : Optional.of(
                            "The subject token is bound to a key of this client, which must prove possession of it.");
        }
        boolean staysBound = keys.binding() != null || wanted.confirmation() != null;
        return staysBound || isOfTheGraph(graph, subject.clientId(), key)
                ? Optional.empty()
                : Optional.of("The subject token is bound to a key, so the new token must be too: send a DPoP proof.");
    }

    private static boolean isOfTheGraph(ServiceGraph graph, String holder, Cnf key) {
        return graph.service(holder)
                .filter(service ->
                        service.keys().confirmations().contains(new Confirmation(key.method(), key.thumbprint())))
                .isPresent();
    }
}

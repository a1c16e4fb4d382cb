package matryoshka.service.tokens.introspection;

import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.AssessToken;
import matryoshka.token.VerifiedToken;

/**
 * Tells a resource server the state of a token that it received. Answers only a service in the token's audience, its presenters, or a
 * client that is registered for {@code tokens:introspect}: nobody else learns even that the token exists.
 */
public final class IntrospectToken {
    private final AssessToken assessToken;

    public IntrospectToken(AssessToken assessToken) {
        this.assessToken = assessToken;
    }

    /**
     * Returns the token if it is active and this client may know it.
     *
     * @param withTokens whether the client wants to see the nested tokens, which only a service in the token's audience and its presenters may
     */
    Optional<Introspection> introspect(Snapshot snapshot, Client client, String compact, boolean withTokens) {
        return assessToken.live(compact).flatMap(token -> {
            boolean audience = !Audience.presentableFor(snapshot.graph(), client.id(), token)
                    .isEmpty();
            return audience || client.metadata().scopes().contains(BuiltIn.TOKENS_INTROSPECT)
                    ? introspect(snapshot, token, audience && withTokens)
                    : Optional.empty();
        });
    }

    private Optional<Introspection> introspect(Snapshot snapshot, VerifiedToken token, boolean withTokens) {
        return assessToken
                .assess(snapshot, token)
                .filter(assessed -> !assessed.isRefused())
                .map(assessed -> new Introspection(assessed, snapshot.version(), withTokens));
    }
}

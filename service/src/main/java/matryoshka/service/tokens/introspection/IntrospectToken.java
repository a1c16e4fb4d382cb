package matryoshka.service.tokens.introspection;

import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.revocation.bearer.LiveToken;
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
    Optional<Introspection> introspect(Snapshot snapshot, Client client, String text, boolean withTokens) {
        return assessToken.presented(text).flatMap(live -> {
            VerifiedToken token = live.token();
            boolean audience = !Audience.presentableFor(snapshot.graph(), client.id(), token)
                    .isEmpty();
            return audience || client.metadata().scopes().contains(BuiltIn.TOKENS_INTROSPECT)
                    ? introspect(snapshot, live, audience && withTokens)
                    : Optional.empty();
        });
    }

    private Optional<Introspection> introspect(Snapshot snapshot, LiveToken live, boolean withTokens) {
        return assessToken
                .assess(snapshot, live.token())
                .filter(assessed -> !assessed.isRefused())
                .map(assessed -> new Introspection(live, assessed, snapshot.version(), withTokens));
    }
}

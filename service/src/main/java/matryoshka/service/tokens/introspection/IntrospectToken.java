package matryoshka.service.tokens.introspection;

import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.AssessToken;
import matryoshka.token.VerifiedToken;

/**
 * Tells a resource server what a token that it received is worth. Only to a service in the token's audience, or to a client that is
 * registered for {@code tokens:introspect}: nobody else learns so much as that the token exists.
 */
public final class IntrospectToken {
    private final AssessToken assessToken;

    public IntrospectToken(AssessToken assessToken) {
        this.assessToken = assessToken;
    }

    /**
     * The token, if it is active and this client may know.
     *
     * @param withTokens whether the client wants to see the tokens nested in it, which only a service in the token's audience may
     */
    Optional<Introspection> introspect(Snapshot snapshot, Client client, String compact, boolean withTokens) {
        return assessToken.live(compact).flatMap(token -> {
            boolean audience = Audience.includes(snapshot.graph(), client.id(), token);
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

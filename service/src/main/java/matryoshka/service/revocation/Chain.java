package matryoshka.service.revocation;

import java.time.Instant;
import java.util.List;
import matryoshka.graph.Names;
import matryoshka.token.ChainId;
import matryoshka.token.VerifiedToken;

/**
 * The origin of a token.
 *
 * @param begunBy the client that began its chain
 * @param begunAt when the chain began
 */
record Chain(String begunBy, Instant begunAt) {

    static Chain of(VerifiedToken token) {
        return new Chain(begunBy(token), ChainId.begunAt(token.jti()).orElseGet(token::issuedAt));
    }

    /**
     * A chain acts for the client that began it, or for a user. No user shares a name with a client; for a user, the first actor began the
     * chain.
     */
    private static String begunBy(VerifiedToken token) {
        if (Names.isName(token.subject())) {
            return token.subject();
        }
        List<String> actors = token.actors();
        return actors.isEmpty() ? token.clientId() : actors.get(actors.size() - 1);
    }
}

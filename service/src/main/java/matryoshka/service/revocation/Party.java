package matryoshka.service.revocation;

import java.util.Optional;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Who revokes whose tokens, and by what right. One cut-off can take the place of the single revocations of a party: it reaches only tokens
 * that this client may revoke, of chains that the other one began, and everything derived from them.
 *
 * @param revokedBy the client that revokes
 * @param begunBy the client that began the chains
 * @param audience its own, where it may revoke because it is the only service that receives the tokens; null where it began the chains or
 *     presents the tokens
 */
record Party(String revokedBy, String begunBy, @Nullable String audience) {

    /**
     * The party of somebody who may revoke a token.
     *
     * @param receives whether he is a service in its audience
     * @return empty where he may revoke it for another reason than those above, or shares the token's audience with others: what they exchange it for does not show that it passed him, so that
     *     no cut-off of his would reach it
     */
    static Optional<Party> of(String revokedBy, Chain chain, VerifiedToken token, boolean receives) {
        if (revokedBy.equals(chain.begunBy()) || revokedBy.equals(token.clientId())) {
            return Optional.of(new Party(revokedBy, chain.begunBy(), null));
        }
        return receives && token.audiences().size() == 1
                ? Optional.of(
                        new Party(revokedBy, chain.begunBy(), token.audiences().get(0)))
                : Optional.empty();
    }

    /** Whether a token of a chain that {@link #begunBy} began is one that {@link #revokedBy} may revoke, or derived from one. */
    boolean reaches(VerifiedToken token) {
        return revokedBy.equals(begunBy)
                || revokedBy.equals(token.clientId())
                || token.actors().contains(revokedBy)
                || (audience != null && token.audiences().contains(audience));
    }
}

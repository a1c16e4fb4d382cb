package matryoshka.service.revocation;

import java.util.Optional;
import matryoshka.token.Chain;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Who revokes whose tokens, and by what right. One cut-off can replace the single revocations of a party: it covers only tokens that the
 * revoking client may revoke, in chains that the other client began, and everything derived from them.
 *
 * @param revokedBy the client that revokes
 * @param begunBy the client that began the chains
 * @param audience the revoking client's own audience, if it may revoke because it is the only service that receives the tokens; null if it
 *     began the chains or presents the tokens
 */
record Party(String revokedBy, String begunBy, @Nullable String audience) {

    /**
     * Returns the party of a client that may revoke a token.
     *
     * @param receives whether the client is a service in the token's audience
     * @return empty if the client may revoke the token for another reason than those above, or shares the token's audience with others:
     *     tokens got by exchange do not show that they passed this client, so that no cut-off of its own would cover them
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

    /** Returns whether a token of a chain that {@link #begunBy} began is one that {@link #revokedBy} may revoke, or derived from one. */
    boolean reaches(VerifiedToken token) {
        return revokedBy.equals(begunBy)
                || revokedBy.equals(token.clientId())
                || token.actors().contains(revokedBy)
                || (audience != null && token.audiences().contains(audience));
    }
}

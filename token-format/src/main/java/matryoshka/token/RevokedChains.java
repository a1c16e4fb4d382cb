package matryoshka.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What many revocations of single tokens have become: all chains that one client began until a time, as far as another client may revoke
 * their tokens.
 *
 * @param begunBy the client that began the chains
 * @param revokedBy the client that revoked them
 * @param audience the revoking client's own audience, if it may revoke because it receives the tokens; null if it began the chains or
 *     presents the tokens
 * @param begunUntil the last second in which a revoked chain began
 */
public record RevokedChains(
        String begunBy, String revokedBy, @Nullable String audience, Instant begunUntil) {

    boolean reach(VerifiedToken token, Chain chain) {
        return begunBy.equals(chain.begunBy()) && !chain.begunAt().isAfter(begunUntil) && passed(token);
    }

    /** Returns whether a token of these chains is one that the revoking client may revoke, or derived from one. */
    private boolean passed(VerifiedToken token) {
        return revokedBy.equals(begunBy)
                || revokedBy.equals(token.clientId())
                || token.actors().contains(revokedBy)
                || (audience != null && token.audiences().contains(audience));
    }
}

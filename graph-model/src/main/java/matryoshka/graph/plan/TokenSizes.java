package matryoshka.graph.plan;

import java.util.List;

/**
 * Sizes tokens that have not been minted, as only those can who will write them. The size of a token is not the sum of what is nested in it: nested
 * tokens may be packed together.
 */
public interface TokenSizes {

    /** A planned token with all that it nests, sized. What else it holds is known to the {@link TokenSizes} that made it. */
    interface Sized {
        /** The length of the token's compact form in bytes. The minted token is not longer. */
        int bytes();
    }

    /**
     * Sizes one token with all that it nests.
     *
     * @param nested the tokens nested in it, sized by this, in the order of the {@code tokens} claim
     */
    Sized size(TokenContent content, List<Sized> nested);
}

package matryoshka.graph.plan;

import java.util.List;

/**
 * Computes the sizes of tokens that have not been minted, which only their writer can do. A token's size is not the sum of the sizes nested
 * in it, since nested tokens may be packed together.
 */
public interface TokenSizes {

    /**
     * A planned token with everything it nests, with its size. Its other contents are known only to the {@link TokenSizes} that made it.
     */
    interface Sized {
        /** Returns the length of the token's compact form in bytes. The minted token is not longer. */
        int bytes();
    }

    /**
     * Computes the size of one token with everything it nests.
     *
     * @param nested the tokens nested in it, sized by this object, in the order of the {@code tokens} claim
     */
    Sized size(PlannedContent content, List<Sized> nested);
}

package matryoshka.service.planning.minting;

import java.util.Optional;
import java.util.function.UnaryOperator;
import matryoshka.token.ChainValues;
import matryoshka.token.MintedTree;
import matryoshka.token.TokenSealer;
import matryoshka.token.TreeTemplate;

/**
 * Mints trees that do not exceed the budget, whatever the random parts.
 *
 * <p>The length of a packed tree varies by some bytes with its random parts. A plan leaves room for eight standard deviations of that
 * ({@code docs/token-size.md}): of plans that fill the budget to the last byte, less than one tree in 10⁹ is longer, by a byte or two. Such
 * a tree is minted again with other ids. It does not happen by chance that all attempts fail; if they do, no token is issued rather than
 * one that is too long.
 */
final class MintWithinBudget {
    private static final int MAX_ATTEMPTS = 8;

    private final int maxBytes;
    private final UnaryOperator<ChainValues> renew;

    /** @param renew returns a chain with another {@code jti} of the same length */
    MintWithinBudget(int maxBytes, UnaryOperator<ChainValues> renew) {
        this.maxBytes = maxBytes;
        this.renew = renew;
    }

    /** Mints a tree; empty if it is too long each time. */
    Optional<MintedTree> mint(TreeTemplate template, ChainValues chain, TokenSealer sealer) {
        ChainValues values = chain;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            MintedTree tree = template.mint(values, sealer);
            if (tree.outer().bytes() <= maxBytes) {
                return Optional.of(tree);
            }
            values = renew.apply(values);
        }
        return Optional.empty();
    }
}

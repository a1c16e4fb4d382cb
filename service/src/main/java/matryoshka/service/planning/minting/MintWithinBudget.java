package matryoshka.service.planning.minting;

import java.util.Optional;
import java.util.function.UnaryOperator;
import matryoshka.token.ChainValues;
import matryoshka.token.MintedTree;
import matryoshka.token.TokenSealer;
import matryoshka.token.TreeTemplate;

/**
 * Mints trees that are not over the budget, whatever the randomness.
 *
 * <p>How long a packed tree is varies by some bytes with its random parts. A plan leaves room for eight standard deviations of that
 * ({@code docs/token-size.md}): of those plans that fill the budget to the last byte, less than one tree in 10⁹ is longer, by a byte or two. Such a
 * tree is minted again with other ids. That all attempts fail does not happen by chance; then no token is issued rather than one that is too
 * long.
 */
final class MintWithinBudget {
    private static final int MAX_ATTEMPTS = 8;

    private final int maxBytes;
    private final UnaryOperator<ChainValues> renew;

    /** @param renew gives a chain another {@code jti} of the same length */
    MintWithinBudget(int maxBytes, UnaryOperator<ChainValues> renew) {
        this.maxBytes = maxBytes;
        this.renew = renew;
    }

    /** The tree; empty when it is too long each time. */
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

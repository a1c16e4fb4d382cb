package matryoshka.service.planning.minting;

import java.time.Instant;
import java.util.List;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenSizes;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import matryoshka.token.SizedToken;
import matryoshka.token.StatusReference;
import matryoshka.token.TokenContent;
import matryoshka.token.TreeSizes;
import org.jspecify.annotations.Nullable;

/** Sizes of planned tokens, in the format in which they will be written. */
final class PlannedSizes implements TokenSizes {
    /** As long as the {@code jti} of a token that begins a chain. */
    private static final String ANY_JTI = "A".repeat(22);

    private static final String ANY_TXN = "A".repeat(ChainIds.TXN_LENGTH);
    private static final String ANY_PLAN_ID = "A".repeat(PlannedToken.ID_LENGTH);

    private static final Instant ANY_TIME = Instant.ofEpochSecond(1_000_000_000);

    /** Whatever key an outer token may be bound to, its claim is no longer than this. */
    static final Cnf LONGEST_CNF = new Cnf("x5t#S256", "A".repeat(43));

    private record Packed(SizedToken token) implements Sized {
        @Override
        public int bytes() {
            return Math.toIntExact(token.bytes());
        }
    }

    private final TokenContents contents;
    private final TreeSizes sizes;
    private final @Nullable StatusReference status;

    /**
     * Creates the sizes for the tokens of a chain.
     *
     * @param status the reference to assume in each token; null for none
     */
    PlannedSizes(TokenContents contents, TreeSizes sizes, @Nullable StatusReference status) {
        this.contents = contents;
        this.sizes = sizes;
        this.status = status;
    }

    /** Returns the values of a client's own chain, before any request. */
    static ChainValues ownChain(String client) {
        return new ChainValues(ANY_JTI, ANY_TXN, client, IdentityClaims.NONE, ANY_TIME, null);
    }

    /** Returns the bytes of a token's claims without nested tokens. */
    int claims(PlannedContent content) {
        return Math.toIntExact(sizes.claimsBytes(written(content)));
    }

    @Override
    public Sized size(PlannedContent content, List<Sized> nested) {
        return new Packed(sizes.size(
                written(content),
                nested.stream().map(sized -> ((Packed) sized).token()).toList()));
    }

    private TokenContent written(PlannedContent content) {
        return contents.of(content, ANY_PLAN_ID, status);
    }
}

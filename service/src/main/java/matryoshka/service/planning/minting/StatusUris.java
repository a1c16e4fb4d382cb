package matryoshka.service.planning.minting;

import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.token.StatusReference;
import org.jspecify.annotations.Nullable;

/** Where status lists are published. */
public final class StatusUris {
    private final String issuer;
    private final String prefix;

    /** @param issuer the issuer's URL */
    public StatusUris(String issuer) {
        this.issuer = issuer;
        this.prefix = issuer + "/oauth2/status/";
    }

    public String issuer() {
        return issuer;
    }

    /** The address of a list. */
    public String of(int list) {
        return prefix + list;
    }

    /** Where the status of the tokens of a plan is, the n-th of them; null when it is not published. */
    @Nullable
    StatusReference reference(@Nullable StatusBlock block, int n) {
        return block == null ? null : new StatusReference(block.first() + n, of(block.list()));
    }

    /** One that is as long as any. */
    StatusReference any() {
        return new StatusReference(StatusBlock.MIN, of(StatusBlock.MIN));
    }
}

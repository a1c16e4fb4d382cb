package matryoshka.service.planning.minting;

import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.token.StatusReference;
import org.jspecify.annotations.Nullable;

/** The URLs of status lists. */
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

    /** Returns the URL of a list. */
    public String of(int list) {
        return prefix + list;
    }

    /** Returns where the status of the n-th token of a plan is published; null if it is not. */
    @Nullable
    StatusReference reference(@Nullable StatusBlock block, int n) {
        return block == null ? null : new StatusReference(block.first() + n, of(block.list()));
    }

    /** Returns a reference that is as long as any. */
    StatusReference any() {
        return new StatusReference(StatusBlock.MIN, of(StatusBlock.MIN));
    }
}

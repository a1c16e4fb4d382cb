package matryoshka.service.revocation.bearer;

import java.util.Optional;
import matryoshka.token.VerifiedToken;

/** The tokens behind opaque handles. Nothing is stored for them: a handle itself states, encrypted, what was granted. */
public interface PhantomTokens {
    /** Every handle begins with this, so that secret scanners recognize it. No JWT does. */
    String PREFIX = "mtkp_";

    /** There are none. */
    PhantomTokens NONE = handle -> Optional.empty();

    /** Returns what a handle stands for; empty if this issuer has not made it, has removed its key, or it has expired. */
    Optional<Phantom> find(String handle);

    /** The token behind a handle, which may be revoked. */
    interface Phantom {
        /** Returns the token as it was granted, without what it embeds. Its {@code jti} is that of the handle. */
        VerifiedToken granted();

        /** Mints the token under the current graph; empty if that gives none. Its {@code jti} extends that of the handle. */
        Optional<LiveToken> today();
    }
}

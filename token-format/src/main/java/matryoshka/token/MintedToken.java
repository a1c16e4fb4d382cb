package matryoshka.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be logged and stored of a minted token.
 *
 * @param bytes the length of its compact form
 * @param cnf the key it is bound to, or null
 */
public record MintedToken(
        String jti, Instant expiresAt, int bytes, @Nullable Cnf cnf) {}

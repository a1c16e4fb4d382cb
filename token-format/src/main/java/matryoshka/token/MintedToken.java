package matryoshka.token;

import java.time.Instant;

/**
 * What may be logged and remembered of a minted token.
 *
 * @param bytes the length of its compact form
 */
public record MintedToken(String jti, Instant expiresAt, int bytes) {}

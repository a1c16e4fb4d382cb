package matryoshka.service.clients.possession;

import java.time.Instant;

/**
 * A proof that is in order, but may have been shown before.
 *
 * @param thumbprint of the key (RFC 7638), base64url: the {@code jkt} of a token bound to it
 * @param jti the proof's id
 * @param until when the proof is too old by itself
 */
public record DpopProof(String thumbprint, String jti, Instant until) {}

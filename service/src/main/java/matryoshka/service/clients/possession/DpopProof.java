package matryoshka.service.clients.possession;

import java.time.Instant;

/**
 * A valid proof, which may have been presented before.
 *
 * @param thumbprint of the key (RFC 7638), base64url: the {@code jkt} of a token bound to it
 * @param jti the proof's id
 * @param until when the proof expires by its age
 */
public record DpopProof(String thumbprint, String jti, Instant until) {}

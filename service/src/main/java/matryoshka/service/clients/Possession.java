package matryoshka.service.clients;

import org.jspecify.annotations.Nullable;

/**
 * Registered requirements for proof of possession.
 *
 * @param certificate the name in the client's certificate, for {@code tls_client_auth}; else null
 * @param dpopBound whether the client must use DPoP for every token (RFC 9449 §5.2)
 * @param certificateBound whether its tokens are bound to its certificate (RFC 8705 §3.4); with a DPoP proof they are bound to the proof's
 *     key instead
 */
public record Possession(@Nullable CertificateName certificate, boolean dpopBound, boolean certificateBound) {
    /** For a client without sender constraints. */
    public static final Possession NONE = new Possession(null, false, false);
}

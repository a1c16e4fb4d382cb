package matryoshka.service.clients;

import org.jspecify.annotations.Nullable;

/**
 * What is registered about the keys that a client proves to have.
 *
 * @param certificate the name in its certificate, for {@code tls_client_auth}; else null
 * @param dpopBound whether it gets tokens by DPoP only (RFC 9449 §5.2)
 * @param certificateBound whether its tokens are bound to its certificate (RFC 8705 §3.4); a DPoP proof binds them to its key instead
 */
public record Possession(@Nullable CertificateName certificate, boolean dpopBound, boolean certificateBound) {
    /** Of a client that proves nothing but who it is. */
    public static final Possession NONE = new Possession(null, false, false);
}

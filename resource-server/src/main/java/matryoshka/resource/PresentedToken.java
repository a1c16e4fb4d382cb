package matryoshka.resource;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about who sends it. Adapters fill it from their framework's request. The string form shows no token.
 *
 * @param authorization all values of the header {@code Authorization}
 * @param proofs all values of the header {@code DPoP} (RFC 9449); usually empty
 * @param method the request's method, as sent; null where there is no HTTP request: a proof is then refused
 * @param uri the request's full URL as its sender sees it, also behind a proxy; compared with a proof's {@code htu}; null as above
 * @param certificate the client certificate of the TLS connection (RFC 8705), or null
 */
public record PresentedToken(
        List<String> authorization,
        List<String> proofs,
        @Nullable String method,
        @Nullable URI uri,
        @Nullable X509Certificate certificate) {

    public PresentedToken {
        authorization = List.copyOf(authorization);
        proofs = List.copyOf(proofs);
    }

    /** Takes the values of the header {@code Authorization}. */
    public static PresentedToken ofAuthorization(List<String> values) {
        return new PresentedToken(values, List.of(), null, null, null);
    }

    /** Takes a bearer token that did not come in a header, such as that of a message. */
    public static PresentedToken ofBearer(String token) {
        return ofAuthorization(List.of("Bearer " + token));
    }

    /** Returns the same with DPoP proofs, and the request that they must be made for. */
    public PresentedToken withProofs(List<String> values, String requestMethod, URI requestUri) {
        return new PresentedToken(authorization, values, requestMethod, requestUri, certificate);
    }

    /** Returns the same with the certificate that the client proved to own in TLS. */
    public PresentedToken withCertificate(@Nullable X509Certificate proven) {
        return new PresentedToken(authorization, proofs, method, uri, proven);
    }

    @Override
    public String toString() {
        return "presented token at " + method + " " + (uri == null ? "?" : uri.getPath());
    }
}

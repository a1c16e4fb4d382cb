package matryoshka.service.clients.certificates;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import matryoshka.service.platform.connections.AddressRange;
import matryoshka.service.platform.http.RequestHead;

/**
 * Finds the certificate whose key the sender of a request has proved to have: in the TLS connection or, if a trusted proxy terminated that,
 * in the proxy's header (RFC 9440). The header is ignored in requests from anybody else.
 */
public final class ClientCertificates {
    private final String proxyHeader;
    private final List<AddressRange> trustedProxies;
    private final Authorities authorities;

    /** @param proxyHeader the header's name; empty for none */
    public ClientCertificates(String proxyHeader, List<AddressRange> trustedProxies, Authorities authorities) {
        this.proxyHeader = proxyHeader;
        this.trustedProxies = List.copyOf(trustedProxies);
        this.authorities = authorities;
    }

    /** Returns the certificate; empty if there is none. All that is known about it is that the sender has its key. */
    public Optional<X509Certificate> of(RequestHead request) {
        // A certificate of the proxy itself is not the client's.
        return isFromProxy(request)
                ? forwarded(request)
                : request.certificates().stream().findFirst();
    }

    /**
     * Returns whether the names in the certificate are verified: by an authority, or by the proxy.
     *
     * @param ofClients the keys, encoded as in X.509, of clients with self-signed certificates, which vouch for nobody
     */
    public boolean isTrusted(RequestHead request, Supplier<Set<ByteBuffer>> ofClients) {
        return isFromProxy(request) || authorities.vouchFor(request.certificates(), ofClients);
    }

    private boolean isFromProxy(RequestHead request) {
        return !proxyHeader.isEmpty() && trustedProxies.stream().anyMatch(range -> range.contains(request.address()));
    }

    private Optional<X509Certificate> forwarded(RequestHead request) {
        List<String> values = request.values(proxyHeader);
        return values.size() == 1 ? CertificateHeader.parse(values.get(0)) : Optional.empty();
    }
}

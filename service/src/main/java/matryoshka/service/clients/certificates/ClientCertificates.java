package matryoshka.service.clients.certificates;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import matryoshka.service.platform.http.RequestHead;

/**
 * Finds the certificate of whose key the sender of a request has proved possession: in the TLS connection, or, where a trusted proxy ended
 * that, in a header of the proxy's (RFC 9440). What the header holds in a request of anybody else is ignored.
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

    /** The certificate, of which nothing is known but that the sender has its key; empty when there is none. */
    public Optional<X509Certificate> of(RequestHead request) {
        // A proxy may have a certificate too; it is not the client's.
        return isFromProxy(request)
                ? forwarded(request)
                : request.certificates().stream().findFirst();
    }

    /**
     * Whether somebody vouches for the names in the certificate: an authority, or the proxy that has asked one.
     *
     * @param ofClients the keys, as X.509 encodes them, of clients that sign their own certificates and vouch for nobody
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

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import matryoshka.service.clients.certificates.Authorities;
import matryoshka.service.clients.certificates.ClientCertificates;
import matryoshka.service.platform.connections.AddressRange;

/** {@code clientCertificates} in {@code config.yml}: where client certificates come from, besides this issuer's own TLS connectors. */
public final class ClientCertificateSettings {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]*");

    @JsonProperty
    @NotNull
    private String proxyHeader = "";

    @JsonProperty
    @NotNull
    private List<String> trustedProxies = List.of();

    @JsonProperty
    @NotNull
    private String authorities = "";

    /**
     * Returns client certificates as configured.
     *
     * @param trusted by TLS connectors; the authorities if none are named
     * @throws matryoshka.service.clients.certificates.CertificateSetupException if the file of authorities cannot be used
     */
    public ClientCertificates certificates(List<X509Certificate> trusted, Clock clock) {
        return new ClientCertificates(
                proxyHeader,
                trustedProxies.stream()
                        .map(AddressRange::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                authorities.isEmpty()
                        ? Authorities.presumed(trusted, clock)
                        : Authorities.named(Authorities.read(Path.of(authorities)), clock));
    }

    /**
     * Returns the keys of those who count as authorities unless a client with a self-signed certificate registers them.
     *
     * @param trusted as in {@link #certificates}
     */
    public Set<ByteBuffer> presumedAuthorities(List<X509Certificate> trusted) {
        return authorities.isEmpty() ? Authorities.keys(trusted) : Set.of();
    }

    /** Returns whether a proxy passes certificates on. */
    public boolean hasProxy() {
        return !proxyHeader.isEmpty();
    }

    @JsonIgnore
    @ValidationMethod(message = "proxyHeader must be the name of a header")
    public boolean isHeaderName() {
        return HEADER_NAME.matcher(proxyHeader).matches();
    }

    @JsonIgnore
    @ValidationMethod(message = "trustedProxies must be addresses or CIDR blocks")
    public boolean isEveryProxyAnAddress() {
        return trustedProxies.stream()
                .allMatch(range -> AddressRange.parse(range).isPresent());
    }

    @JsonIgnore
    @ValidationMethod(message = "proxyHeader and trustedProxies must be set together")
    public boolean isWhole() {
        return proxyHeader.isEmpty() == trustedProxies.isEmpty();
    }
}

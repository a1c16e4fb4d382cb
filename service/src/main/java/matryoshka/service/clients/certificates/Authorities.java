package matryoshka.service.clients.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The authorities trusted for the names in client certificates (RFC 8705 §2.1). The trust store of a TLS connector must also contain the
 * certificates of clients with self-signed certificates, but nobody has verified the names in those.
 */
public final class Authorities {
    private final List<X509Certificate> certificates;
    private final boolean named;
    private final Clock clock;

    private Authorities(List<X509Certificate> certificates, boolean named, Clock clock) {
        this.certificates = List.copyOf(certificates);
        this.named = named;
        this.clock = clock;
    }

    /** Returns authorities that were configured as such. They are trusted whatever is registered. */
    public static Authorities named(List<X509Certificate> certificates, Clock clock) {
        return new Authorities(certificates, true, clock);
    }

    /** Returns the certificates that a TLS connector trusts, without those that are registered as clients' own. */
    public static Authorities presumed(List<X509Certificate> certificates, Clock clock) {
        return new Authorities(certificates, false, clock);
    }

    /** Returns the public keys of certificates, encoded as in X.509. */
    public static Set<ByteBuffer> keys(List<X509Certificate> certificates) {
        return certificates.stream().map(Authorities::key).collect(Collectors.toSet());
    }

    private static ByteBuffer key(X509Certificate certificate) {
        return ByteBuffer.wrap(certificate.getPublicKey().getEncoded());
    }

    /**
     * Reads the certificates of a file.
     *
     * @throws CertificateSetupException if it cannot be read, or contains no certificates
     */
    public static List<X509Certificate> read(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (IOException | CertificateException unreadable) {
            throw new CertificateSetupException(
                    "clientCertificates.authorities: " + pem + " cannot be read as PEM certificates.", unreadable);
        }
        throw new CertificateSetupException(
                "clientCertificates.authorities: " + pem + " contains no certificate.", null);
    }

    /**
     * Returns whether a chain, beginning with the client's certificate, leads to one of the authorities (RFC 5280 §6), or is one itself.
     * Does not check revocation.
     *
     * @param ofClients the keys, encoded as in X.509, of clients with self-signed certificates
     */
    boolean vouchFor(List<X509Certificate> chain, Supplier<Set<ByteBuffer>> ofClients) {
        Set<ByteBuffer> vouchForNobody = named ? Set.of() : ofClients.get();
        List<X509Certificate> believed = certificates.stream()
                .filter(certificate -> !vouchForNobody.contains(key(certificate)))
                .toList();
        return !chain.isEmpty() && !believed.isEmpty() && (believed.contains(chain.get(0)) || leads(chain, believed));
    }

    private boolean leads(List<X509Certificate> chain, List<X509Certificate> believed) {
        try {
            Set<TrustAnchor> anchors = believed.stream()
                    .map(certificate -> new TrustAnchor(certificate, null))
                    .collect(Collectors.toSet());
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(clock.instant()));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException doesNot) {
            return false;
        }
    }
}

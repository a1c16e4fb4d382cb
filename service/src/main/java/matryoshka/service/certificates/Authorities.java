package matryoshka.service.certificates;

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
 * Who vouches for the names in certificates of clients (RFC 8705 §2.1). The trust store of a TLS connector also has to hold the
 * certificates of clients that sign their own; whatever names are in these, nobody has looked at them.
 */
public final class Authorities {
    private final List<X509Certificate> certificates;
    private final Clock clock;

    public Authorities(List<X509Certificate> certificates, Clock clock) {
        this.certificates = List.copyOf(certificates);
        this.clock = clock;
    }

    /**
     * Those of a file.
     *
     * @throws CertificateSetupException when it cannot be read, or holds no certificates
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
                    "clientCertificates.authorities: " + pem + " cannot be read as certificates in PEM.", unreadable);
        }
        throw new CertificateSetupException("clientCertificates.authorities: " + pem + " holds no certificate.", null);
    }

    /**
     * Whether a chain, the client's certificate first, leads to one of them (RFC 5280 §6), or is one itself. Revocation is not looked up.
     *
     * @param ofClients the keys, as X.509 encodes them, of clients that sign their own certificates
     */
    boolean vouchFor(List<X509Certificate> chain, Supplier<Set<ByteBuffer>> ofClients) {
        Set<ByteBuffer> vouchForNobody = ofClients.get();
        List<X509Certificate> believed = certificates.stream()
                .filter(certificate -> !vouchForNobody.contains(
                        ByteBuffer.wrap(certificate.getPublicKey().getEncoded())))
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

package matryoshka.service.start;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.certificates.CertificateSetupException;
import matryoshka.service.start.settings.IssuerConfiguration;

/** The connectors that request client certificates. */
final class TlsConnectors {
    private TlsConnectors() {}

    /** Returns the authentication methods that the configuration supports: certificates only if they can arrive. */
    static Set<AuthenticationMethod> methods(IssuerConfiguration configuration) {
        EnumSet<AuthenticationMethod> methods = EnumSet.allOf(AuthenticationMethod.class);
        if (!configuration.clientCertificates().hasProxy()
                && asking(configuration).isEmpty()) {
            methods.removeIf(AuthenticationMethod::hasCertificate);
        }
        return methods;
    }

    /**
     * Returns the certificates that the connectors trust.
     *
     * @throws CertificateSetupException if a trust store cannot be read
     */
    static List<X509Certificate> trusted(IssuerConfiguration configuration) {
        List<X509Certificate> trusted = new ArrayList<>();
        for (HttpsConnectorFactory connector : asking(configuration)) {
            String file = connector.getTrustStorePath();
            if (file != null) {
                trusted.addAll(
                        certificates(Path.of(file), connector.getTrustStoreType(), connector.getTrustStorePassword()));
            }
        }
        return trusted;
    }

    private static List<X509Certificate> certificates(Path file, String type, String password) {
        try (InputStream stored = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(stored, password == null ? null : password.toCharArray());
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                Certificate certificate = store.getCertificate(alias);
                if (certificate instanceof X509Certificate found) {
                    certificates.add(found);
                }
            }
            return certificates;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new CertificateSetupException("The key or trust store " + file + " cannot be read.", unreadable);
        }
    }

    /**
     * Reads the stores from which connectors take their own certificates.
     *
     * @throws CertificateSetupException when one cannot be read
     */
    static void checkKeyStores(IssuerConfiguration configuration) {
        connectors(configuration.getServerFactory()).stream()
                .filter(HttpsConnectorFactory.class::isInstance)
                .map(HttpsConnectorFactory.class::cast)
                .filter(connector -> connector.getKeyStorePath() != null)
                .forEach(connector -> certificates(
                        Path.of(connector.getKeyStorePath()),
                        connector.getKeyStoreType(),
                        connector.getKeyStorePassword()));
    }

    private static List<HttpsConnectorFactory> asking(IssuerConfiguration configuration) {
        return connectors(configuration.getServerFactory()).stream()
                .filter(HttpsConnectorFactory.class::isInstance)
                .map(HttpsConnectorFactory.class::cast)
                .filter(https -> Boolean.TRUE.equals(https.getWantClientAuth())
                        || Boolean.TRUE.equals(https.getNeedClientAuth()))
                .toList();
    }

    private static List<ConnectorFactory> connectors(ServerFactory server) {
        if (server instanceof DefaultServerFactory usual) {
            return usual.getApplicationConnectors();
        }
        return server instanceof SimpleServerFactory simple ? List.of(simple.getConnector()) : List.of();
    }
}

package matryoshka.service.start;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import matryoshka.service.IssuerConfiguration;
import matryoshka.service.clients.AuthenticationMethod;

/** By which methods clients can authenticate as an issuer is configured: by a certificate only where one can reach it. */
final class AuthenticationMethods {
    private AuthenticationMethods() {}

    static Set<AuthenticationMethod> of(IssuerConfiguration configuration) {
        EnumSet<AuthenticationMethod> methods = EnumSet.allOf(AuthenticationMethod.class);
        boolean arrives = configuration.clientCertificates().hasProxy()
                || connectors(configuration.getServerFactory()).stream().anyMatch(AuthenticationMethods::asks);
        if (!arrives) {
            methods.removeIf(AuthenticationMethod::hasCertificate);
        }
        if (!configuration.clientCertificates().hasAuthority()) {
            methods.remove(AuthenticationMethod.TLS_CLIENT_AUTH);
        }
        return methods;
    }

    private static List<ConnectorFactory> connectors(ServerFactory server) {
        if (server instanceof DefaultServerFactory usual) {
            return usual.getApplicationConnectors();
        }
        return server instanceof SimpleServerFactory simple ? List.of(simple.getConnector()) : List.of();
    }

    private static boolean asks(ConnectorFactory connector) {
        return connector instanceof HttpsConnectorFactory https
                && (Boolean.TRUE.equals(https.getWantClientAuth()) || Boolean.TRUE.equals(https.getNeedClientAuth()));
    }
}

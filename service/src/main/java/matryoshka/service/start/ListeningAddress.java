package matryoshka.service.start;

import java.net.URI;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Where a started issuer answers on this machine, whatever name it has for others. */
public final class ListeningAddress {
    private static final String APPLICATION = "application";

    private ListeningAddress() {}

    /** The base of its endpoints; below the issuer's path, if it has one. */
    public static URI of(Server server, URI issuer) {
        return Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .filter(connector -> APPLICATION.equals(connector.getName()))
                .findFirst()
                .map(connector -> URI.create(
                        (connector.getConnectionFactory(SslConnectionFactory.class) == null ? "http" : "https")
                                + "://localhost:" + connector.getLocalPort() + issuer.getRawPath()))
                .orElse(issuer);
    }
}
